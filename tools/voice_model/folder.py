"""The model folder in Vosk's layout: am, conf, graph; see docs/voice.md for what each file is."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from tools.voice_model.features import BINS, OPTIONS
from tools.voice_model.kaldi import BINARY, Fst, affine, nnet, plain, transition_model
from tools.voice_model.synth import Floats
from tools.voice_model.train import CONTEXT, OFFSETS, Network

UNKNOWN = "[unk]"
UNKNOWN_PHONE = 6.0
"""What each phone of an unknown word costs; more lets strangers in, less turns words away."""
SILENCE_COST = 0.7
SILENCE_SHARE = 0.3
CONF = (
    "--min-active=200", "--max-active=3000", "--beam=12.0", "--lattice-beam=5.0", "--acoustic-scale=1.0",
    "--frame-subsampling-factor=3", "--endpoint.silence-phones=1", "--endpoint.rule2.min-trailing-silence=0.5",
    "--endpoint.rule3.min-trailing-silence=0.75", "--endpoint.rule4.min-trailing-silence=1.0",
)  # fmt: skip

Lexicon = dict[str, list[str]]
"""Word to its phones."""


class Phones:
    """Ids of the phones: SIL is 1; each other phone has four, for its place in a word, that share densities."""

    PLACES = "BIES"

    def __init__(self, names: list[str]) -> None:
        """`names` without SIL."""
        self._names = names

    def __len__(self) -> int:
        return 1 + 4 * len(self._names)

    def id(self, name: str, place: str) -> int:
        """The phone's id at a place of a word: B first, I inside, E last, S alone."""
        return 2 + 4 * self._names.index(name) + self.PLACES.index(place)

    def densities(self) -> list[int]:
        """For each id the index among (SIL, names), as the network counts."""
        return [0] + [1 + index for index in range(len(self._names)) for _ in self.PLACES]

    def boundaries(self) -> str:
        """word_boundary.int."""
        kinds = ("begin", "internal", "end", "singleton")
        lines = ["1 nonword"]
        lines += [f"{2 + 4 * index + at} {kinds[at]}" for index in range(len(self._names)) for at in range(4)]
        return "\n".join(lines) + "\n"

    @property
    def names(self) -> list[str]:
        """Without SIL."""
        return self._names


def write(folder: Path, network: Network, phones: Phones, lexicon: Lexicon) -> None:
    """All files; the folder is made."""
    for name in ("am", "conf", "graph/phones"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    ids = {word: number for number, word in enumerate([*lexicon, UNKNOWN], start=1)}
    (folder / "am/final.mdl").write_bytes(BINARY + transition_model(phones.densities()) + _network(network))
    (folder / "conf/mfcc.conf").write_text("\n".join(OPTIONS) + "\n", encoding="utf-8")
    (folder / "conf/model.conf").write_text("\n".join(CONF) + "\n", encoding="utf-8")
    (folder / "graph/HCLr.fst").write_bytes(_lexicon(phones, lexicon, ids).to_bytes())
    (folder / "graph/Gr.fst").write_bytes(_loop(ids).to_bytes())
    (folder / "graph/disambig_tid.int").write_text("", encoding="utf-8")
    listed = [("<eps>", 0), *ids.items()]
    (folder / "graph/words.txt").write_text("".join(f"{word} {n}\n" for word, n in listed), encoding="utf-8")
    (folder / "graph/phones/word_boundary.int").write_text(phones.boundaries(), encoding="utf-8")


def softened(priors: Floats) -> Floats:
    """What scores are divided by: square roots, and silence but a third, or silence would lose to the shortest word."""
    found = np.sqrt(priors)
    found[:2] *= SILENCE_SHARE
    return found


def _network(network: Network) -> bytes:
    lines = [f"input-node name=input dim={BINS}"]
    components: list[tuple[str, bytes]] = []
    before = "input"
    for number, (offsets, (weights, bias)) in enumerate(zip(OFFSETS, network.layers, strict=False), start=1):
        spliced = ", ".join(before if not at else f"Offset({before}, {at})" for at in offsets)
        lines.append(f"component-node name=a{number} component=a{number} input=Append({spliced})")
        lines.append(f"component-node name=r{number} component=r{number} input=a{number}")
        components += [
            (f"a{number}", affine(weights, bias)),
            (f"r{number}", plain("RectifiedLinearComponent", len(bias))),
        ]
        before = f"r{number}"
    weights, bias = network.layers[-1]
    lines.append(f"component-node name=last component=last input={before}")
    lines.append("component-node name=log component=log input=last")
    lines.append("output-node name=output input=log objective=linear")
    components += [("last", affine(weights, bias)), ("log", plain("LogSoftmaxComponent", len(bias)))]
    return nnet("\n".join(lines) + "\n", components, CONTEXT, softened(network.priors))


def _lexicon(phones: Phones, lexicon: Lexicon, ids: dict[str, int]) -> Fst:
    """A loop over all words with silence between; an arc with a phone's forward id leads to a state with its loop."""
    fst = Fst()
    start = fst.state()
    fst.final[start] = 0.0

    def phone(at: int, number: int, word: int, cost: float) -> int:
        to = fst.state()
        fst.arc(at, 2 * number, word, cost, to)
        fst.arc(to, 2 * number - 1, 0, 0.0, to)
        return to

    fst.arc(phone(start, 1, 0, SILENCE_COST), 0, 0, 0.0, start)
    for word, sounds in lexicon.items():
        at = start
        for index, name in enumerate(sounds):
            place = (
                "S" if len(sounds) == 1 else "B" if index == 0 else "E" if index == len(sounds) - 1 else "I"
            )
            at = phone(at, phones.id(name, place), 0 if index else ids[word], 0.0)
        fst.arc(at, 0, 0, 0.0, start)
    hub = fst.state()
    for name in phones.names:
        fst.arc(phone(start, phones.id(name, "B"), ids[UNKNOWN], UNKNOWN_PHONE), 0, 0, 0.0, hub)
        fst.arc(phone(hub, phones.id(name, "I"), 0, UNKNOWN_PHONE), 0, 0, 0.0, hub)
        fst.arc(phone(hub, phones.id(name, "E"), 0, UNKNOWN_PHONE), 0, 0, 0.0, start)
    return fst


def _loop(ids: dict[str, int]) -> Fst:
    """Any words in any order, all equally likely."""
    fst = Fst()
    start = fst.state()
    fst.final[start] = 0.0
    for word, number in ids.items():
        fst.arc(start, number, number, 8.0 if word == UNKNOWN else 3.0, start)
    return fst

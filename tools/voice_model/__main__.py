"""`python -m tools.voice_model OUT`: say, train, write. Needs torch as well (in a venv of its own)."""

from __future__ import annotations

import argparse
import random
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from tools.voice_model.corpus import QUIET_CLIPS, example, quiet, utterances
from tools.voice_model.folder import Lexicon, Phones, write
from tools.voice_model.lexicon import words
from tools.voice_model.synth import Synth, data_folder
from tools.voice_model.throats import with_throats
from tools.voice_model.train import train

SEED = 7
README = """A TEST MODEL, NOT FOR RESIDENTS.

It knows {count} words and was trained on nothing but speech synthesised by espeak-ng. It proves the path from sound to
screen; it says nothing about recognising people. Built by `python -m tools.voice_model {out}`; see docs/voice.md.
"""


def lexicon_of(synth: Synth) -> Lexicon:
    """Each word's phones, as the synthesis says it alone."""
    found = {}
    for word in words():
        said = synth.say(word.pinyin, "m1", 150, 50)
        found[word.text] = [name for _, name in said.phones if name != "SIL"]
    return found


def main() -> int:
    """Minutes of CPU; the same bytes on the same machine and versions."""
    parser = argparse.ArgumentParser(prog="tools.voice_model", description=main.__doc__)
    parser.add_argument("out", type=Path)
    out = parser.parse_args().out
    dice, noise = random.Random(SEED), np.random.default_rng(SEED)
    with TemporaryDirectory() as folder:
        throats = with_throats(data_folder(), Path(folder), dice)
        synth = Synth(Path(folder))
        lexicon = lexicon_of(synth)
        spoken = list(utterances(synth, throats, dice))
    names = sorted({name for one in spoken for _, name in one.phones} - {"SIL"})
    ids = {"SIL": 0} | {name: number for number, name in enumerate(names, start=1)}
    seconds = sum(len(one.sound) for one in spoken) / 16_000
    sys.stderr.write(f"{len(spoken)} utterances, {seconds / 60:.0f} minutes, {len(names)} phones\n")
    examples = [example(one, ids, dice, noise) for one in spoken]
    examples += [quiet(dice, noise) for _ in range(QUIET_CLIPS)]
    network = train(examples, 2 * len(ids), SEED)
    write(out, network, Phones(names), lexicon)
    (out / "README").write_text(README.format(count=len(lexicon), out=out), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())

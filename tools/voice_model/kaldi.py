"""Writers for Kaldi's binary model and OpenFst's vector fst: the little of both formats that the recogniser reads.

Sources: kaldi `hmm/transition-model.cc`, `hmm/hmm-topology.cc`, `nnet3/nnet-nnet.cc`, `nnet3/am-nnet-simple.cc`,
`base/io-funcs.cc`; OpenFst `fst/vector-fst.h`, `fst/fst.cc` (header version 2).
"""

from __future__ import annotations

import struct
from collections.abc import Sequence

import numpy as np

from tools.voice_model.synth import Floats

BINARY = b"\0B"


def token(name: str) -> bytes:
    """A token and its blank."""
    return name.encode() + b" "


def integer(value: int) -> bytes:
    """int32."""
    return b"\4" + struct.pack("<i", value)


def real(value: float) -> bytes:
    """float32."""
    return b"\4" + struct.pack("<f", value)


def integers(values: Sequence[int]) -> bytes:
    """std::vector<int32>."""
    return b"\4" + struct.pack(f"<i{len(values)}i", len(values), *values)


def vector(values: Floats) -> bytes:
    """Vector<float>."""
    return token("FV") + integer(len(values)) + np.asarray(values, "<f4").tobytes()


def matrix(values: Floats) -> bytes:
    """Matrix<float>."""
    return (
        token("FM")
        + integer(values.shape[0])
        + integer(values.shape[1])
        + np.asarray(values, "<f4").tobytes()
    )


def transition_model(pdfs: Sequence[int]) -> bytes:
    """One-state phones 1..n; `pdfs[k]` is the phone of which phone k+1 shares the densities: 2p forward, 2p+1 loop."""
    count = len(pdfs)
    phones = list(range(1, count + 1))
    state = integer(0) + integer(1) + integer(2) + integer(0) + real(0.5) + integer(1) + real(0.5)
    topology = (
        integers(phones) + integers([-1] + [0] * count) + integer(-1) + integer(1)
        + integer(2) + state + integer(-1) + integer(-1) + integer(0)
    )  # fmt: skip
    tuples = b"".join(
        integer(phone) + integer(0) + integer(2 * pdf) + integer(2 * pdf + 1)
        for phone, pdf in zip(phones, pdfs, strict=True)
    )
    logs = np.full(1 + 2 * count, np.log(0.5), np.float32)
    logs[0] = 0
    return b"".join((
        token("<TransitionModel>"), token("<Topology>"), topology, token("</Topology>"),
        token("<Tuples>"), integer(count), tuples, token("</Tuples>"),
        token("<LogProbs>"), vector(logs), token("</LogProbs>"), token("</TransitionModel>"),
    ))  # fmt: skip


def affine(weights: Floats, bias: Floats) -> bytes:
    """An AffineComponent."""
    return b"".join((
        token("<AffineComponent>"), token("<LearningRate>"), real(0.001),
        token("<LinearParams>"), matrix(weights), token("<BiasParams>"), vector(bias), token("</AffineComponent>"),
    ))  # fmt: skip


def plain(kind: str, size: int) -> bytes:
    """A component without parameters, such as RectifiedLinearComponent."""
    empty = np.zeros(0, np.float32)
    return b"".join((
        token(f"<{kind}>"), token("<Dim>"), integer(size), token("<ValueAvg>"), vector(empty),
        token("<DerivAvg>"), vector(empty), token("<Count>"), real(0), token(f"</{kind}>"),
    ))  # fmt: skip


def nnet(config: str, components: Sequence[tuple[str, bytes]], context: int, priors: Floats) -> bytes:
    """AmNnetSimple."""
    body = b"".join(token("<ComponentName>") + token(name) + data for name, data in components)
    return b"".join((
        token("<Nnet3>"), b"\n", config.encode(), b"\n", token("<NumComponents>"), integer(len(components)), body,
        token("</Nnet3>"), token("<LeftContext>"), integer(context), token("<RightContext>"), integer(context),
        token("<Priors>"), vector(priors),
    ))  # fmt: skip


Arc = tuple[int, int, float, int]
"""Input label, output label, cost, next state."""


class Fst:
    """A vector fst over the tropical semiring, written as OpenFst does; state 0 is the start."""

    def __init__(self) -> None:
        self.arcs: list[list[Arc]] = []
        self.final: dict[int, float] = {}

    def state(self) -> int:
        """A new state."""
        self.arcs.append([])
        return len(self.arcs) - 1

    def arc(self, at: int, ilabel: int, olabel: int, cost: float, to: int) -> None:
        """A new arc."""
        self.arcs[at].append((ilabel, olabel, cost, to))

    def to_bytes(self) -> bytes:
        """The file; arcs sorted by input label, as composition wants them."""
        head = struct.pack("<i", 2125659606)
        for text in (b"vector", b"standard"):
            head += struct.pack("<i", len(text)) + text
        total = sum(map(len, self.arcs))
        head += struct.pack("<iiQqqq", 2, 0, 3 | 0x10000000, 0, len(self.arcs), total)
        body = []
        for state, arcs in enumerate(self.arcs):
            body.append(struct.pack("<fq", self.final.get(state, float("inf")), len(arcs)))
            body += [struct.pack("<iifi", *arc) for arc in sorted(arcs)]
        return head + b"".join(body)

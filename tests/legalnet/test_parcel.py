"""A parcel holds what was put in, and nothing that is cut, swollen or foreign passes for one."""

from __future__ import annotations

import gzip

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legalnet.parcel import MAGIC, MOST_PARTS, Parcel, ParcelError, pack, unpack

LIMIT = 1 << 16
TWICE = gzip.compress(b"{}", mtime=0) * 2
PARTS = st.lists(st.binary(max_size=200), max_size=5)


@given(envelope=st.binary(max_size=500), parts=PARTS)
def test_what_goes_in_comes_out(envelope: bytes, parts: list[bytes]) -> None:
    assert unpack(pack(envelope, parts), LIMIT) == Parcel(envelope, tuple(parts))


@given(data=st.binary(max_size=300))
def test_any_bytes_are_a_parcel_or_an_error(data: bytes) -> None:
    for hostile in (data, MAGIC + data):
        try:
            found = unpack(hostile, LIMIT)
        except ParcelError:
            continue
        assert unpack(pack(found.envelope, found.parts), LIMIT) == found


def test_a_parcel_cut_anywhere_is_none() -> None:
    whole = pack(b"{}" * 20, [b"first", b"second"])
    ends = {len(pack(b"{}" * 20, [b"first", b"second"][:count])) for count in range(3)}
    for cut in range(len(whole)):
        if cut not in ends:
            with pytest.raises(ParcelError):
                unpack(whole[:cut], LIMIT)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        MAGIC,
        b"LBP2" + pack(b"{}", [])[4:],
        pack(b"x" * (LIMIT + 1), []),
        pack(b"{}", [b"x"] * (MOST_PARTS + 1)),
        MAGIC + (3).to_bytes(4, "big") + b"{}x",
        MAGIC + len(TWICE).to_bytes(4, "big") + TWICE,
        MAGIC + (0xFFFFFFFF).to_bytes(4, "big") + b"x",
    ],
    ids=range(8),
)
def test_what_is_no_parcel_is_refused(data: bytes) -> None:
    with pytest.raises(ParcelError):
        unpack(data, LIMIT)

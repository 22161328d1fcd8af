"""Published collections: whole and difference lead to the same, anything else is refused."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legalnet.bundles import BundleError, Collection, apply, difference, whole
from legalnet.catalogue import load_bundle, load_catalogue
from legalnet.reference import (
    NAMES,
    SHAPES,
    FaultyReference,
    catalogue_bundle,
    catalogue_items,
    check,
    load_reference,
)

OLD = Collection("notices", 4, {"a": 1, "b": {"zh": "乙"}, "c": [1, 2]})
NEW = Collection("notices", 7, {"a": 2, "c": [1, 2], "d": None})
ITEMS = st.dictionaries(st.text(max_size=3), st.none() | st.integers() | st.text(max_size=5), max_size=6)


@given(ITEMS, ITEMS)
def test_a_difference_leads_where_the_whole_leads(before: dict[str, Any], after: dict[str, Any]) -> None:
    old, new = Collection("laws", 1, before), Collection("laws", 2, after)
    assert apply(difference(old, new), "laws", old) == apply(whole(new), "laws", old) == new


def test_a_difference_names_only_what_changed() -> None:
    message = json.loads(difference(OLD, NEW))
    assert (message["put"], message["drop"], message["base"]) == ({"a": 2, "d": None}, ["b"], 4)


def changed(**members: Any) -> bytes:
    """A message with other members."""
    return json.dumps({**json.loads(difference(OLD, NEW)), **members}).encode()


@pytest.mark.parametrize(
    ("message", "known", "code"),
    [
        (whole(NEW)[:-9], OLD, "malformed"),
        (b"\xff\xfe", OLD, "malformed"),
        (b"[]", None, "malformed"),
        (changed(format="lawbooth-bundle-9"), OLD, "other_format"),
        (whole(Collection("laws", 9, {})), OLD, "other_collection"),
        (whole(OLD), NEW, "older"),
        (whole(Collection("notices", 7, {"a": "other"})), NEW, "older"),
        (difference(OLD, NEW), None, "other_base"),
        (difference(OLD, NEW), Collection("notices", 5, OLD.items), "other_base"),
        (difference(OLD, NEW), Collection("notices", 4, {"x": 1}), "digest"),
        (changed(put={"a": 3, "d": None}), OLD, "digest"),
        (changed(serial=8), OLD, "digest"),
        (changed(drop=[]), OLD, "digest"),
    ],
)
def test_what_must_not_be_applied_is_refused(message: bytes, known: Collection | None, code: str) -> None:
    with pytest.raises(BundleError) as caught:
        apply(message, "notices", known)
    assert caught.value.code == code


def test_the_catalogue_becomes_items_and_the_same_bytes_again() -> None:
    bundle = load_catalogue().dump_bundle()
    items = catalogue_items(bundle)
    assert catalogue_bundle(items) == bundle
    check("catalogue", items)
    assert load_bundle(catalogue_bundle(items)).version == load_catalogue().version


def without_order(items: dict[str, Any]) -> None:
    """No order of matters."""
    del items["head"]["order"]


def without_a_matter(items: dict[str, Any]) -> None:
    """One that the order names is not there."""
    del items[next(key for key in items if key.startswith("matter/"))]


def with_a_strange_field(items: dict[str, Any]) -> None:
    """A matter that no program understands."""
    next(value for key, value in items.items() if key.startswith("matter/"))["sections"][0]["fields"] = [1]


@pytest.mark.parametrize("spoil", [without_order, without_a_matter, with_a_strange_field])
def test_items_that_are_no_catalogue_are_refused(spoil: Callable[[dict[str, Any]], None]) -> None:
    items = catalogue_items(load_catalogue().dump_bundle())
    spoil(items)
    with pytest.raises(FaultyReference):
        check("catalogue", items)


def test_what_comes_with_the_language_is_sound_and_speaks_both_languages() -> None:
    found = load_reference()
    assert {"catalogue", *found} == set(NAMES)
    for name, items in found.items():
        assert items, name
        check(name, items)
    for notice in found["notices"].values():
        assert notice["title"]["zh"] and notice["title"]["en"]


@pytest.mark.parametrize("name", list(SHAPES))
def test_a_faulty_file_is_refused_with_its_place(tmp_path: Path, name: str) -> None:
    (tmp_path / f"{name}.yaml").write_text("item-1: {nonsense: 1}")
    with pytest.raises(FaultyReference, match=f"{name}/item-1: "):
        load_reference(tmp_path)
    (tmp_path / f"{name}.yaml").write_text("{:")
    with pytest.raises(FaultyReference, match=f"{name}.yaml"):
        load_reference(tmp_path)
    (tmp_path / f"{name}.yaml").write_text("[1]")
    with pytest.raises(FaultyReference, match="must be a mapping"):
        load_reference(tmp_path)

"""What a terminal can look up without a network: the catalogue, places of help, laws, notices, holidays.

Each is a collection (`legalnet.bundles`) whose items have one of the shapes below; both ends check them, the
province before it publishes and the terminal before it believes.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal, TypeVar

import yaml
from pydantic import BaseModel, Field, ValidationError

from legalnet.bundles import canonical
from legalnet.catalogue import CatalogueError, load_bundle
from legalnet.deadlines import DATA
from legalnet.matter import Text
from legalnet.places import Opening, Spot
from legalnet.submission import Frozen

NAMES = ("catalogue", "directory", "laws", "notices", "calendar")
BUILT_IN = DATA / "reference"
"""A small, fictitious directory, some notices and laws, so that a first start shows something."""
M = TypeVar("M", bound=BaseModel)
Region = Annotated[str, Field(pattern=r"^[0-9]{6}$")]
"""GB/T 2260."""


class FaultyReference(ValueError):
    """A collection is faulty; the text names collection, item and place."""


class Provider(Frozen):
    """An institution or service point that helps people."""

    kind: Literal[
        "service_point", "legal_aid", "mediation", "notary", "forensic", "arbitration", "law_firm", "court",
        "procuratorate", "justice_office",
    ]  # fmt: skip
    name: Text
    region: Region
    address: Text
    phone: Annotated[str, Field(pattern=r"^[0-9-]{3,20}$")]
    hours: Text
    services: tuple[str, ...] = ()
    """Codes of matters it takes."""
    step_free: bool = False
    """Reachable without steps."""
    spot: Spot | None = None
    """Where it is; without it there is no distance and no mark on the map."""
    opening: Opening | None = None
    """When somebody is there; `hours` says the same in words, and more."""


class Article(Frozen):
    """One article, told in plain words."""

    article: str
    gist: Text


class Law(Frozen):
    """A law or rule that residents ask about."""

    title: Text
    issuer: Text
    in_force: date
    articles: tuple[Article, ...]
    checked: Literal["v", "s"]
    """v: the article's text was read; s: a secondary public page."""


class Notice(Frozen):
    """Something to know, for a time."""

    kind: Literal["notice", "tip", "closure"]
    title: Text
    body: Text
    since: date
    until: date | None = None


class Holidays(Frozen):
    """Public holidays and make-up working days of one year."""

    year: int
    source: str
    off: tuple[tuple[date, date], ...]
    work: tuple[date, ...]


SHAPES: dict[str, type[BaseModel]] = {
    "directory": Provider,
    "laws": Law,
    "notices": Notice,
    "calendar": Holidays,
}


def check(name: str, items: Mapping[str, Any]) -> None:
    """Raise `FaultyReference` when a collection is not sound; what a terminal asks before it believes one."""
    if name == "catalogue":
        try:
            load_bundle(catalogue_bundle(items))
        except CatalogueError as error:
            raise FaultyReference(f"catalogue: {error}") from None
        return
    for key, value in items.items():
        _model(SHAPES[name], value, f"{name}/{key}")


def _model(shape: type[M], value: Any, where: str) -> M:
    """One item. Raises `FaultyReference`."""
    try:
        return shape.model_validate(value)
    except ValidationError as error:
        places = ", ".join(".".join(map(str, e["loc"])) for e in error.errors(include_input=False))
        raise FaultyReference(f"{where}: {places}") from None


# ---- the catalogue as a collection: one item a matter, so that one changed matter travels alone


def catalogue_items(bundle: bytes) -> dict[str, Any]:
    """The items of a catalogue's bundle (`Catalogue.dump_bundle`)."""
    found = json.loads(bundle)
    matters = {f"matter/{matter['code']}": matter for matter in found.pop("matters")}
    return {"head": {**found, "order": [key.partition("/")[2] for key in matters]}, **matters}


def catalogue_bundle(items: Mapping[str, Any]) -> bytes:
    """The bundle again, byte for byte. Raises `CatalogueError` when the items are no catalogue."""
    try:
        head = dict(items["head"])
        matters = [items[f"matter/{code}"] for code in head.pop("order")]
    except (KeyError, TypeError, ValueError) as error:
        raise CatalogueError("bundle", f"is not a catalogue: {type(error).__name__}") from None
    return canonical({**head, "matters": matters})


# ---- files of a province


def load_reference(folder: Path | None = None) -> dict[str, dict[str, Any]]:
    """The collections beside the catalogue, from `<name>.yaml` in a folder (id -> item); checked.

    A file that is not there takes the built-in one, `calendar` the holidays that come with the language.
    Raises `FaultyReference`.
    """
    return {name: _checked(name, _read(name, folder)) for name in SHAPES}


def _read(name: str, folder: Path | None) -> Any:
    """The raw content of one collection."""
    own = folder / f"{name}.yaml" if folder is not None else None
    if own is not None and own.exists():
        return _yaml(own)
    if name == "calendar":
        years = [_yaml(path) for path in sorted(DATA.glob("calendar-*.yaml"))]
        return {str(year["year"]): year for year in years}
    return _yaml(BUILT_IN / f"{name}.yaml")


def _yaml(path: Path) -> Any:
    """A YAML file. Raises `FaultyReference`."""
    try:
        return yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise FaultyReference(f"{path.name}: {type(error).__name__}") from None


def _checked(name: str, raw: Any) -> dict[str, Any]:
    """Items in the form in which they travel."""
    if not isinstance(raw, dict) or not all(isinstance(key, str) for key in raw):
        raise FaultyReference(f"{name}: must be a mapping of ids (text) to items")
    return {
        key: _model(SHAPES[name], value, f"{name}/{key}").model_dump(mode="json")
        for key, value in raw.items()
    }

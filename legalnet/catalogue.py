"""Loading the catalogue: YAML definitions and shared fragments in, frozen matters out, or an error that
names the place.

Layout of a catalogue folder: `groups.yaml` (service groups, and every matter with its plain title),
`fragments/*.yaml` (blocks used by many matters) and `<group>/<code>.yaml`. A province publishes the same
content as one JSON bundle.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ValidationError

from legalnet import chains
from legalnet.calculations import CALCULATIONS
from legalnet.checks import RULES
from legalnet.expansion import CatalogueError, expand, load_fragments, read_yaml, with_texts
from legalnet.matter import Field, Frozen, Key, Matter, Section, Text
from legalnet.resolution import FACT_ROOTS, FIXED

__all__ = ["Catalogue", "CatalogueError", "Listed", "ServiceGroup", "load_bundle", "load_catalogue"]

BUILT_IN = Path(__file__).parent / "catalogue"
BUNDLE_FORMAT = 1
M = TypeVar("M", bound=Frozen)


class Listed(Frozen):
    """A matter as the list of services shows it, whether or not this catalogue defines it."""

    code: str
    plain: Text
    title: Text


class ServiceGroup(Frozen):
    """A group of services on the screen that lists them all."""

    id: Key
    label: Text
    matters: tuple[Listed, ...]


@dataclass(frozen=True)
class Catalogue:
    """All matters of one version, in the order of their service groups."""

    declared: str
    """Version as the publisher named it."""
    groups: tuple[ServiceGroup, ...]
    matters: tuple[Matter, ...]

    def get(self, code: str) -> Matter | None:
        """The matter with that code, None if this catalogue does not define it."""
        return self._by_code.get(code)

    @cached_property
    def _by_code(self) -> dict[str, Matter]:
        return {matter.code: matter for matter in self.matters}

    @cached_property
    def version(self) -> str:
        """Declared version and the first eight digits of the content's SHA-256, so that a change always
        shows.
        """
        return f"{self.declared}+{hashlib.sha256(self._content()).hexdigest()[:8]}"

    def _content(self) -> bytes:
        body = {
            "format": BUNDLE_FORMAT,
            "version": self.declared,
            "groups": [group.model_dump(mode="json") for group in self.groups],
            "matters": [matter.model_dump(mode="json") for matter in self.matters],
        }
        return json.dumps(body, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()

    def dump_bundle(self) -> bytes:
        """The whole catalogue as canonical JSON (sorted keys, no spaces, UTF-8): what is signed and
        published.
        """
        return self._content()

    def check_expressions(self, today: date = date(2026, 1, 1)) -> None:
        """Compiles every rule and tries it on empty answers. Raises CatalogueError with its place.

        Apart from loading because the rule engine costs half a second to import.
        """
        from legalnet.expressions import faults

        for matter in self.matters:
            for where, message in faults(matter, today):
                raise CatalogueError(f"{matter.code}: {where}", message)


def load_catalogue(path: Path | None = None) -> Catalogue:
    """The catalogue in folder `path` (the one that comes with the terminal without it). Raises
    CatalogueError.
    """
    folder = path or BUILT_IN
    head = read_yaml(folder / "groups.yaml", folder)
    fragments = load_fragments(folder)
    matters: dict[str, Any] = {}
    for file in sorted(folder.glob("*/*.yaml")):
        if file.parent.name == "fragments":
            continue
        where = file.relative_to(folder).as_posix()
        raw = expand(read_yaml(file, folder), fragments, where)
        if (raw.get("service"), raw.get("code")) != (file.parent.name, file.stem):
            raise CatalogueError(where, "folder and file must be named like the matter's service and code")
        matters[where] = raw
    return _catalogue(head.get("version"), with_texts(head.get("groups"), "groups.yaml"), matters)


def load_bundle(data: bytes) -> Catalogue:
    """The catalogue inside a published bundle. Raises CatalogueError if anything in it does not fit."""
    try:
        body = json.loads(data)
    except ValueError as error:
        raise CatalogueError("bundle", "is not JSON") from error
    if (
        not isinstance(body, dict)
        or body.get("format") != BUNDLE_FORMAT
        or not isinstance(body.get("matters"), list)
    ):
        raise CatalogueError("bundle", f"is not a catalogue of format {BUNDLE_FORMAT}")
    return _catalogue(body.get("version"), body.get("groups"), dict(_numbered(body["matters"])))


def _numbered(matters: list[Any]) -> Iterator[tuple[str, Any]]:
    for index, raw in enumerate(matters):
        code = raw.get("code") if isinstance(raw, dict) else None
        yield (f"matters.{index} ({code})", raw)


def _catalogue(version: object, groups: object, matters: dict[str, Any]) -> Catalogue:
    if not isinstance(version, str) or not version:
        raise CatalogueError("version", "is missing")
    if not isinstance(groups, list):
        raise CatalogueError("groups", "must be a list")
    parsed = tuple(_model(ServiceGroup, raw, f"groups.{index}") for index, raw in enumerate(groups))
    place = {
        listed.code: (rank, row)
        for rank, group in enumerate(parsed)
        for row, listed in enumerate(group.matters)
    }
    found: dict[str, Matter] = {}
    for where, raw in matters.items():
        matter = _model(Matter, raw, where)
        _check_names(matter, where)
        if matter.code not in place or parsed[place[matter.code][0]].id != matter.service:
            raise CatalogueError(where, f"{matter.code} is not listed under {matter.service} in the groups")
        if matter.code in found:
            raise CatalogueError(where, f"{matter.code} is defined twice")
        found[matter.code] = matter
    _check_ways(found, set(place))
    return Catalogue(version, parsed, tuple(sorted(found.values(), key=lambda matter: place[matter.code])))


def _check_ways(matters: dict[str, Matter], listed: set[str]) -> None:
    """Gates and chains lead to listed matters, and chains carry answers between questions that exist."""
    for matter in matters.values():
        led = [(f"gates.{i}", gate.matter) for i, gate in enumerate(matter.gates) if gate.matter is not None]
        led += [(f"chains.{i}", chain.to) for i, chain in enumerate(matter.chains)]
        for where, code in led:
            if code not in listed:
                raise CatalogueError(f"{matter.code}: {where}", f"no such matter {code}")
        for index, chain in enumerate(matter.chains):
            unknown = chains.unknown_path(chain, matter, matters.get(chain.to))
            if unknown is not None:
                raise CatalogueError(f"{matter.code}: chains.{index}.carry", f"no such answer {unknown}")


def _model(kind: type[M], raw: object, where: str) -> M:
    try:
        return kind.model_validate(raw)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        spot = ".".join(str(part) for part in first["loc"])
        raise CatalogueError(f"{where}: {spot}" if spot else where, str(first["msg"])) from error


def _check_references(matter: Matter, section: Section, field: Field, where: str) -> None:
    """Where a value is taken from must exist; a fragment may name sections that only other matters have."""
    for reference in field.prefill:
        root = reference.partition(".")[0]
        if (
            root not in FACT_ROOTS
            and not reference.startswith(FIXED)
            and matter.section(root) is not None
            and not chains.names_question(matter, reference)
        ):
            raise CatalogueError(where, f"no such answer {reference}")
    paths = field.calc.args.values() if field.calc is not None else ()
    for path in (one for group in paths for one in ((group,) if isinstance(group, str) else group)):
        own = any(other.key == path for other in section.all_fields())
        if not own and not chains.names_question(matter, path):
            raise CatalogueError(where, f"no such answer {path}")


def _check_names(matter: Matter, where: str) -> None:
    """Names of rules, calculations and documents must exist."""
    for section in matter.sections:
        for field in section.all_fields():
            unknown = [check.rule for check in field.checks if check.rule and check.rule not in RULES]
            if field.calc is not None and field.calc.name not in CALCULATIONS:
                unknown.append(field.calc.name)
            if unknown:
                raise CatalogueError(f"{where}: {section.id}.{field.key}", f"unknown rule {unknown[0]}")
            _check_references(matter, section, field, f"{where}: {section.id}.{field.key}")
    if matter.fees.base is not None and not chains.names_question(matter, matter.fees.base):
        raise CatalogueError(f"{where}: fees.base", f"no such answer {matter.fees.base}")
    documents = {document.id for document in matter.documents}
    missing = [signature.doc for signature in matter.signatures if signature.doc not in documents]
    if missing:
        raise CatalogueError(f"{where}: signatures", f"no such document {missing[0]}")

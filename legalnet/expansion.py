"""From the short form people write in YAML to the full form the models take: fragments, shared texts,
default pages.

The short form knows: `{use: name, only: [..], except: [..]}` among fields, pages, materials, documents,
signatures, gates, chains, sources of law, what to bring, other ways, sections and the order of asking;
`with: {word: text}` beside it puts `text` where the fragment says `$(word)`; a section with an id and `use:
name` (fields, pages and title of the fragment); texts as `{zh, en}`; options as `{zh, en}` or `{value, zh,
en}`; columns and variants with `zh`, `en` beside their id; pages left out (five fields each, in order).
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

try:
    from yaml import CSafeLoader as _Safe
except ImportError:  # PyYAML built without libyaml: the same loader, ten times slower
    from yaml import SafeLoader as _Safe  # type: ignore[assignment]

from legalnet.matter import CHOICE, MAX_FIELDS_ON_PAGE

Fragments = dict[str, dict[str, Any]]
USE = ("use", "only", "except", "with")
"""Keys by which a part of a definition is taken from a fragment."""
LISTS = ("materials", "documents", "signatures", "gates", "chains", "basis")
"""Parts of a matter in which a fragment's entries may stand among its own."""
NAMES = {
    "fields": "key",
    "signatures": "doc",
    "chains": "to",
    "basis": "law",
    "gates": "basis",
    "bring": "icon",
}
"""What `only` and `except` name in a part, where it is not the id."""


class CatalogueError(Exception):
    """A definition that cannot be used; `where` names file and place, `message` what is wrong there."""

    def __init__(self, where: str, message: str) -> None:
        super().__init__(f"{where}: {message}")
        self.where = where
        self.message = message


class _Loader(_Safe):
    """Safe YAML that refuses a key given twice instead of quietly taking the last."""


def _mapping(loader: _Loader, node: yaml.MappingNode, deep: bool = True) -> dict[Any, Any]:
    keys = [loader.construct_object(key, deep=True) for key, _ in node.value]
    double = next((key for key in keys if keys.count(key) > 1), None)
    if double is not None:
        raise yaml.constructor.ConstructorError(None, None, f"key {double} appears twice", node.start_mark)
    return loader.construct_mapping(node, deep=deep)


_Loader.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, _mapping)


def read_yaml(file: Path, folder: Path) -> dict[str, Any]:
    """The mapping in a YAML file. Raises CatalogueError with file and line."""
    where = file.relative_to(folder).as_posix()
    try:
        content = yaml.load(file.read_text(encoding="utf-8"), Loader=_Loader)  # noqa: S506 - a SafeLoader
    except (OSError, UnicodeDecodeError) as error:
        raise CatalogueError(where, "cannot be read") from error
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = f" line {mark.line + 1}" if mark is not None else ""
        raise CatalogueError(f"{where}{line}", str(getattr(error, "problem", "is not YAML"))) from error
    if not isinstance(content, dict):
        raise CatalogueError(where, "must be a mapping")
    return content


def load_fragments(folder: Path) -> Fragments:
    """All fragments by name. Raises CatalogueError."""
    return {file.stem: read_yaml(file, folder) for file in sorted((folder / "fragments").glob("*.yaml"))}


def expand(raw: dict[str, Any], fragments: Fragments, where: str) -> dict[str, Any]:
    """The full form of a matter. Raises CatalogueError where a fragment is unknown or the shape is wrong."""
    try:
        full = dict(raw)
        for part in LISTS:
            if part in full:
                full[part] = _spliced(full[part], part, fragments, where)
        if "intro" in full:
            lists = {part: full["intro"].get(part, []) for part in ("bring", "ways")}
            spliced = {part: _spliced(items, part, fragments, where) for part, items in lists.items()}
            full["intro"] = full["intro"] | spliced
        for part in ("followup", "groups", "steps"):
            if isinstance(full.get(part), str):
                full[part] = _fragment(full[part], fragments, where)[part]
        if "use" in full.get("followup", {}):
            full["followup"] = _followup(full["followup"], fragments, where)
        full["sections"] = _sections(full.get("sections", []), fragments, where)
        if "order" in full:
            full["order"] = _spliced(full["order"], "order", fragments, where)
    except (TypeError, KeyError, AttributeError, ValueError) as error:
        raise CatalogueError(where, f"has an unexpected shape ({type(error).__name__}: {error})") from error
    return dict(with_texts(full, where))


def _fragment(name: str, fragments: Fragments, where: str) -> dict[str, Any]:
    if name not in fragments:
        raise CatalogueError(where, f"no such fragment {name}")
    return fragments[name]


def _filled(part: Any, words: dict[str, Any]) -> Any:
    """A part of a fragment with each `$(word)` in its texts replaced; one that stands alone by whatever it is."""
    if isinstance(part, str) and part.startswith("$(") and part[2:-1] in words:
        return words[part[2:-1]]
    if isinstance(part, dict):
        return {key: _filled(value, words) for key, value in part.items()}
    if isinstance(part, list):
        return [_filled(value, words) for value in part]
    if isinstance(part, str):
        for word, text in words.items():
            part = part.replace(f"$({word})", str(text))
    return part


def _followup(own: dict[str, Any], fragments: Fragments, where: str) -> dict[str, Any]:
    """The follow-up of a fragment with a matter's own deadlines after it."""
    base = _fragment(own["use"], fragments, where)["followup"]
    rest = {key: value for key, value in own.items() if key not in (*USE, "deadlines")}
    return {**base, **rest, "deadlines": [*base.get("deadlines", []), *own.get("deadlines", [])]}


def _sections(items: list[Any], fragments: Fragments, where: str) -> list[dict[str, Any]]:
    """Sections in order; an entry without an id is a fragment's sections."""
    full: list[dict[str, Any]] = []
    for item in items:
        if "id" in item:
            full.append(_section(item, fragments, where))
        else:
            full += _sections(_spliced([item], "sections", fragments, where), fragments, where)
    return full


def _section(raw: dict[str, Any], fragments: Fragments, where: str) -> dict[str, Any]:
    section = {key: value for key, value in raw.items() if key not in USE}
    place = f"{where}: sections.{raw.get('id')}"
    if "variants" in section:
        section["variants"] = [_shape(variant, fragments, place) for variant in section["variants"]]
        return section
    return _shape(raw, fragments, place)


def _shape(raw: dict[str, Any], fragments: Fragments, where: str) -> dict[str, Any]:
    """Fields and pages of a section or a variant, with its `use` resolved."""
    shape = {key: value for key, value in raw.items() if key not in USE}
    if "use" in raw:
        taken = {key: raw[key] for key in USE if key in raw}
        fragment = _fragment(raw["use"], fragments, where)
        if "label" not in raw:
            shape.setdefault("title", fragment.get("title"))
        shape["fields"] = [taken, *shape.get("fields", [])]
        shape["pages"] = [taken, *shape.get("pages", [])]
    shape["fields"] = _spliced(shape.get("fields", []), "fields", fragments, where)
    shape["pages"] = _spliced(shape.get("pages", []), "pages", fragments, where) or _default_pages(shape)
    if any(field.get("key") == CHOICE for field in shape["fields"]):
        raise CatalogueError(where, f"{CHOICE} is not free as a key")
    return shape


def _spliced(items: list[Any], part: str, fragments: Fragments, where: str) -> list[Any]:
    full: list[Any] = []
    for item in items:
        if not isinstance(item, dict) or "use" not in item or "id" in item:
            full.append(item)
            continue
        fragment = _fragment(item["use"], fragments, where)
        if "with" in item:
            fragment = _filled(fragment, item["with"])
        only, without = item.get("only"), set(item.get("except", ()))
        inner = _spliced(fragment.get(part, []), part, fragments, where)
        full += _kept(inner, part, only, without)
    return full


def _kept(items: list[Any], part: str, only: list[str] | None, without: set[str]) -> list[Any]:
    def keep(key: str) -> bool:
        return key not in without and (only is None or key in only)

    if part == "order":
        return [item for item in items if keep(item.partition(".")[0])]
    if part != "pages":
        return [item for item in items if keep(item[NAMES.get(part, "id")])]
    pages = [{**page, "keys": [key for key in page["keys"] if keep(key)]} for page in items]
    return [page for page in pages if page["keys"]]


def _default_pages(shape: dict[str, Any]) -> list[dict[str, Any]]:
    keys = [field["key"] for field in shape["fields"]]
    parts = [keys[start : start + MAX_FIELDS_ON_PAGE] for start in range(0, len(keys), MAX_FIELDS_ON_PAGE)]
    title = shape.get("title") or shape.get("label")
    return [{"id": f"p{index}", "title": title, "keys": part} for index, part in enumerate(parts, 1)]


def with_texts(raw: Any, where: str) -> Any:
    """The same with options, listed matters and the like (`{value, zh, en}`) brought to `{value, label:
    {zh, en}}`.
    """
    if isinstance(raw, list):
        return [with_texts(item, where) for item in raw]
    if not isinstance(raw, dict):
        return raw
    full = {key: with_texts(value, where) for key, value in raw.items()}
    if "options" in full and isinstance(full["options"], list):
        full["options"] = [_option(option) for option in full["options"]]
    return full


def _option(raw: Any) -> Any:
    if not isinstance(raw, dict) or "zh" not in raw:
        return raw
    rest = {key: value for key, value in raw.items() if key not in ("zh", "en", "value")}
    return {**rest, "value": raw.get("value", raw["zh"]), "label": {"zh": raw["zh"], "en": raw.get("en")}}

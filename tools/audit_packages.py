"""Are the locked packages known to be vulnerable? By advisories that were carried here (OSV JSON), without a network.

python -m tools.audit_packages                          against packaging/advisories
python -m tools.audit_packages --advisories FOLDER      against a full dump of OSV's PyPI and npm (all.zip, unpacked)

An audit that audited nothing is a failure: no advisories, no packages, a package that cannot be compared, or advisories
older than `--newest-within` days. Exit codes: 0 looked at everything and found nothing, 1 something is vulnerable,
2 it was no audit.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from packaging.version import InvalidVersion, Version

from tools.sbom import Component, python_packages, web_packages

ADVISORIES = Path(__file__).parents[1] / "packaging" / "advisories"
WITHIN_DAYS = 400
ECOSYSTEMS = {"PyPI": "pkg:pypi/", "npm": "pkg:npm/"}


class NoAudit(Exception):
    """There is nothing to go by, or something that cannot be judged; the text says what."""


@dataclass(frozen=True)
class Advisory:
    """What is wrong with which versions of one package."""

    id: str
    package: str
    """As a purl without version."""
    versions: frozenset[str]
    ranges: tuple[tuple[str, str, str], ...]
    """Introduced, fixed, last affected; empty where there is none."""


def read(folder: Path, now: datetime, within: timedelta) -> list[Advisory]:
    """Every advisory below a folder. Raises `NoAudit`."""
    found, newest = list[Advisory](), ""
    for path in sorted(folder.rglob("*.json")):
        one = json.loads(path.read_text(encoding="utf-8"))
        newest = max(newest, str(one.get("modified", "")))
        if not one.get("withdrawn"):
            found += list(_advisories(one))
    if not found:
        raise NoAudit(f"no advisories in {folder}")
    if datetime.fromisoformat(newest.replace("Z", "+00:00")) < now - within:
        raise NoAudit(f"the newest advisory is of {newest[:10]}: carry newer ones here")
    return found


def _advisories(one: dict[str, Any]) -> Iterator[Advisory]:
    """Of one OSV record."""
    for affected in one.get("affected", ()):
        package = affected.get("package", {})
        begin = ECOSYSTEMS.get(package.get("ecosystem", ""))
        if begin is None:
            continue
        ranges = [
            _range(events["events"]) for events in affected.get("ranges", ()) if events.get("type") != "GIT"
        ]
        name = str(package["name"]).replace("@", "%40")
        yield Advisory(
            str(one["id"]), begin + (name.lower().replace("_", "-") if begin == "pkg:pypi/" else name),
            frozenset(affected.get("versions", ())), tuple(part for row in ranges for part in row),
        )  # fmt: skip


def _range(events: Iterable[dict[str, str]]) -> list[tuple[str, str, str]]:
    """Pairs of introduced and fixed or last affected, in order."""
    found: list[tuple[str, str, str]] = []
    since = ""
    for event in events:
        if "introduced" in event:
            since = event["introduced"]
        elif "fixed" in event:
            found.append((since, event["fixed"], ""))
            since = ""
        elif "last_affected" in event:
            found.append((since, "", event["last_affected"]))
            since = ""
    return [*found, (since, "", "")] if since else found


def hits(component: Component, advisory: Advisory) -> bool:
    """Whether this version is affected. Raises `NoAudit` where its version is none."""
    if component.version in advisory.versions:
        return True
    try:
        version = Version(component.version)
        return any(
            (since in ("", "0") or version >= Version(since))
            and (not fixed or version < Version(fixed))
            and (not last or version <= Version(last))
            for since, fixed, last in advisory.ranges
        )
    except InvalidVersion:
        raise NoAudit(f"{component.purl}: {advisory.id} cannot be compared") from None


def audited(components: Sequence[Component], advisories: Iterable[Advisory]) -> list[str]:
    """What is vulnerable. Raises `NoAudit`."""
    if not components or any(not one.version for one in components):
        raise NoAudit("no packages, or one without a version")
    by_package = defaultdict(list)
    for advisory in advisories:
        by_package[advisory.package].append(advisory)
    return [
        f"{one.purl}: {advisory.id}"
        for one in components
        for advisory in by_package[one.purl.rpartition("@")[0]]
        if hits(one, advisory)
    ]


def main(arguments: Sequence[str] | None = None, now: datetime | None = None) -> int:
    """Audit both locks."""
    parser = argparse.ArgumentParser(
        prog="tools.audit_packages", description="Known vulnerabilities of what is locked."
    )
    parser.add_argument("--advisories", type=Path, default=ADVISORIES)
    parser.add_argument("--newest-within", type=int, default=WITHIN_DAYS, metavar="DAYS")
    given = parser.parse_args(arguments)
    components = [*python_packages(), *web_packages()]
    try:
        advisories = read(given.advisories, now or datetime.now(UTC), timedelta(days=given.newest_within))
        found = audited(components, advisories)
    except (NoAudit, OSError, ValueError, KeyError) as error:
        print(f"no audit: {error}")
        return 2
    print(
        "\n".join(found) or f"{len(components)} packages against {len(advisories)} advisories: nothing known"
    )
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())

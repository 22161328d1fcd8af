"""The list of what Lawbooth is made of: CycloneDX 1.5 out of the locks, with the digests that installing checks.

python -m tools.sbom --out out/sbom.json     what a terminal and a gateway run, and the browser's code
python -m tools.sbom --check                 does every package of both locks have a digest, and is each in the list?
"""

from __future__ import annotations

import argparse
import base64
import json
import sys
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]


@dataclass(frozen=True)
class Component:
    """One package as it was locked."""

    name: str
    version: str
    purl: str
    hashes: tuple[tuple[str, str], ...]
    """Algorithm of CycloneDX, hex; empty: its installation is not checked."""
    licence: str = ""
    scope: str = "required"


def python_packages(lock: Path = ROOT / "uv.lock") -> Iterator[Component]:
    """Of `uv.lock`; uv refuses a file whose digest is another."""
    found = tomllib.loads(lock.read_text(encoding="utf-8"))["package"]
    needed = _needed(found)
    for package in found:
        name, version = package["name"], package.get("version", "")
        if "virtual" in package["source"] or "editable" in package["source"]:
            continue
        files = [*package.get("wheels", ()), *filter(None, [package.get("sdist")])]
        hashes = tuple(("SHA-256", one["hash"].removeprefix("sha256:")) for one in files if "hash" in one)
        complete = hashes if len(hashes) == len(files) else ()
        scope = "required" if name in needed else "excluded"
        yield Component(name, version, f"pkg:pypi/{name}@{version}", complete, _licence(name), scope)


def _needed(packages: Sequence[dict[str, Any]]) -> set[str]:
    """What running needs: everything reached from the project without its groups."""
    by_name = {package["name"]: package for package in packages}
    found, waiting = set[str](), ["lawbooth"]
    while waiting:
        name = waiting.pop()
        if name in found or name not in by_name:
            continue
        found.add(name)
        waiting += [one["name"] for one in by_name[name].get("dependencies", ())]
        for extra in by_name[name].get("optional-dependencies", {}).values():
            waiting += [one["name"] for one in extra]
    return found


def _licence(name: str) -> str:
    """As its metadata says, where it is installed here."""
    try:
        about = metadata.metadata(name)
    except metadata.PackageNotFoundError:
        return ""
    named = str(about.json.get("license_expression") or "")
    classified = [
        one.rpartition(" :: ")[2] for one in about.get_all("Classifier") or () if "License ::" in one
    ]
    return named or ", ".join(classified) or str(about.json.get("license") or "").split("\n")[0][:80]


def web_packages(lock: Path = ROOT / "web" / "package-lock.json") -> Iterator[Component]:
    """Of `package-lock.json`; npm ci refuses a file whose digest is another."""
    seen: set[str] = set()
    for place, package in json.loads(lock.read_text(encoding="utf-8"))["packages"].items():
        if not place:
            continue
        name, version = place.rpartition("node_modules/")[2], package["version"]
        algorithm, _, digest = package.get("integrity", "").partition("-")
        hashes = (
            ((algorithm.upper().replace("SHA", "SHA-"), base64.b64decode(digest).hex()),) if digest else ()
        )
        scope = "excluded" if package.get("dev") else "optional" if package.get("optional") else "required"
        purl = f"pkg:npm/{name.replace('@', '%40')}@{version}"
        if purl in seen:  # the same version lies in two places
            continue
        seen.add(purl)
        yield Component(name, version, purl, hashes, str(package.get("license", "")), scope)


def debian_packages(folder: Path = ROOT / "packaging") -> Iterator[str]:
    """Names of what the system brings; apt checks them by the archive's signature."""
    for line in (folder / "apt-packages.txt").read_text(encoding="utf-8").splitlines():
        name = line.partition("#")[0].strip()
        if name:
            yield name


def document() -> dict[str, Any]:
    """The whole as CycloneDX JSON; the same tree gives the same document."""
    components = [_json(one) for one in (*python_packages(), *web_packages())]
    components += [
        {"type": "application", "bom-ref": f"deb:{name}", "name": name, "purl": f"pkg:deb/debian/{name}"}
        for name in debian_packages()
    ]
    about = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    root = {"type": "application", "bom-ref": "lawbooth", "name": about["name"], "version": about["version"],
            "licenses": [{"expression": about["license"]}]}  # fmt: skip
    return {
        "bomFormat": "CycloneDX", "specVersion": "1.5", "version": 1,
        "metadata": {"component": root}, "components": components,
        "dependencies": [{"ref": "lawbooth", "dependsOn": sorted(one["bom-ref"] for one in components)}],
    }  # fmt: skip


def _json(one: Component) -> dict[str, Any]:
    """A component; each file that may be installed for it is an external reference with its digest."""
    found: dict[str, Any] = {
        "type": "library", "bom-ref": one.purl, "name": one.name, "version": one.version, "purl": one.purl,
        "scope": one.scope,
        "externalReferences": [
            {"type": "distribution", "url": one.purl, "hashes": [{"alg": algorithm, "content": digest}]}
            for algorithm, digest in one.hashes
        ],
    }  # fmt: skip
    if one.licence:
        found["licenses"] = [{"license": {"name": one.licence}}]
    return found


def troubles() -> list[str]:
    """Packages whose installation nothing checks, and names that stand twice."""
    every = [*python_packages(), *web_packages()]
    wrong = [f"{one.purl}: no digest in the lock" for one in every if not one.hashes]
    refs = [one["bom-ref"] for one in document()["components"]]
    wrong += [f"{ref}: twice" for ref in sorted({ref for ref in refs if refs.count(ref) > 1})]
    return wrong if every else ["the locks are empty"]


def main(arguments: Sequence[str] | None = None) -> int:
    """Write or check; 1 when something is not locked by a digest."""
    parser = argparse.ArgumentParser(prog="tools.sbom", description="The software bill of materials.")
    parser.add_argument("--out", type=Path, default=ROOT / "out" / "sbom.json")
    parser.add_argument("--check", action="store_true", help="write nothing")
    given = parser.parse_args(arguments)
    wrong = troubles()
    if not given.check:
        given.out.parent.mkdir(parents=True, exist_ok=True)
        text = json.dumps(document(), ensure_ascii=False, indent=1)
        given.out.write_text(text + "\n", encoding="utf-8")
    count = len(document()["components"])
    print(
        "\n".join(wrong)
        or f"{count} components, each with its digest" + ("" if given.check else f": {given.out}")
    )
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())

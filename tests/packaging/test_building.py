"""Building, on a small tree: what stays, what it needs, and the same bytes twice."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import ab
import build
import deb
import elf
import manifest
import needs
import prune
import pytest
import station

KEEP: dict[str, Any] = {
    "qt": {
        "modules": ["QtCore"], "plugins": ["platforms/libqwayland.so"], "qml": ["QtQuick/Layouts"],
        "libexec": ["QtWebEngineProcess"], "locales": ["zh-CN"], "resources": ["icudtl.dat"],
    },
    "drop": {"paths": ["bin"], "folders": ["tests"], "endings": [".pyi", "/RECORD"]},
    "strip": {"never": ["*.libs/*"]},
}  # fmt: skip


def library(path: Path, needed: tuple[Path, ...] = (), source: str = "int x;") -> Path:
    """A real ELF library that asks for these."""
    path.parent.mkdir(parents=True, exist_ok=True)
    subprocess.run(
        ["gcc", "-shared", "-nostdlib", "-o", str(path), "-xc", "-", "-xnone", "-Wl,--no-as-needed",
         f"-Wl,-soname,{path.name}", *map(str, needed)], input=source, text=True, check=True,
    )  # fmt: skip
    return path


@pytest.fixture
def site(tmp_path: Path) -> Path:
    root = tmp_path / "site"
    lib, home = root / "PySide6/Qt/lib", root / "PySide6"
    core = library(lib / "libQt6Core.so.6")
    waylandish = library(lib / "libQt6WaylandClient.so.6", (core,))
    library(lib / "libQt6Charts.so.6", (core,))
    library(home / "QtCore.abi3.so", (core,))
    library(home / "QtCharts.abi3.so", (lib / "libQt6Charts.so.6",))
    library(home / "Qt/plugins/platforms/libqwayland.so", (waylandish,))
    library(home / "Qt/plugins/platforms/libqxcb.so", (core,))
    library(home / "Qt/libexec/QtWebEngineProcess", (core,))
    for name in (
        "Qt/qml/QtQuick/qmldir", "Qt/qml/QtQuick/Layouts/qmldir", "Qt/qml/QtQuick/Particles/qmldir",
        "Qt/metatypes/a.json",
        "Qt/resources/icudtl.dat", "Qt/resources/devtools.pak", "Qt/translations/qtwebengine_locales/zh-CN.pak",
        "Qt/translations/qtwebengine_locales/fr.pak", "QtCore.pyi", "__init__.py", "designer", "scripts/a.py",
    ):  # fmt: skip
        (home / name).parent.mkdir(parents=True, exist_ok=True)
        (home / name).write_text("x")
    for name in ("bin/tool", "pack/tests/test_x.py", "pack/RECORD", "pack/a.py"):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text("x")
    return root


def listed(root: Path) -> set[str]:
    return {str(path.relative_to(root)) for path in root.rglob("*") if not path.is_dir() or path.is_symlink()}


def test_what_is_named_stays_with_what_it_leads_to(site: Path) -> None:
    prune.prune(site, KEEP)
    assert listed(site) == {
        "pack/a.py", "PySide6/__init__.py", "PySide6/QtCore.abi3.so", "PySide6/Qt/lib/libQt6Core.so.6",
        "PySide6/Qt/lib/libQt6WaylandClient.so.6", "PySide6/Qt/plugins/platforms/libqwayland.so",
        "PySide6/Qt/libexec/QtWebEngineProcess", "PySide6/Qt/qml/QtQuick/qmldir",
        "PySide6/Qt/qml/QtQuick/Layouts/qmldir", "PySide6/Qt/resources/icudtl.dat",
        "PySide6/Qt/translations/qtwebengine_locales/zh-CN.pak",
    }  # fmt: skip


@pytest.mark.parametrize("part", ["modules", "plugins", "qml", "libexec", "resources"])
def test_a_name_that_a_new_version_does_not_have_is_an_error(site: Path, part: str) -> None:
    keep = {**KEEP, "qt": {**KEEP["qt"], part: [*KEEP["qt"][part], "gone/away"]}}
    with pytest.raises(prune.KeepError, match="away"):
        prune.prune(site, keep)
    with pytest.raises(prune.KeepError, match="nothing to drop"):
        prune.drop(site, {"paths": ["gone/*"], "folders": [], "endings": []})


def test_a_library_that_lies_beside_itself_becomes_a_link(tmp_path: Path) -> None:
    first = library(tmp_path / "libvoice.so", source=f"char x[{prune.LINK_FROM * 2}] = {{1}};")
    shutil.copy(first, tmp_path / "libvoice.so.1")
    shutil.copy(first, tmp_path / "libvoice.so.1.52.0")
    prune.link_copies(tmp_path)
    assert {str((tmp_path / name).readlink()) for name in ("libvoice.so.1", "libvoice.so.1.52.0")} == {
        "libvoice.so"
    }


def test_depends_come_from_what_the_files_ask_for(tmp_path: Path) -> None:
    tree, elsewhere = tmp_path / "tree", tmp_path / "elsewhere"
    own = library(tree / "libown.so.1")
    asked = [library(elsewhere / name) for name in ("libasound.so.2", "libssl.so.3", "libc.so.6")]
    library(tree / "deep/module.so", (own, *asked))
    wanted = needs.outside(tree)
    assert wanted == dict.fromkeys(("libasound.so.2", "libssl.so.3", "libc.so.6"), "deep/module.so")
    assert needs.depends(wanted, ()) == [
        "libasound2 | libasound2t64", "libc6 (>= 2.36)", "libssl3 | libssl3t64",
    ]  # fmt: skip


def test_a_library_that_nobody_knows_fails_the_build(tmp_path: Path) -> None:
    strange = library(tmp_path / "elsewhere/libnobody.so.7")
    library(tmp_path / "tree/module.so", (strange,))
    with pytest.raises(needs.Unmapped, match=r"libnobody.so.7 \(asked for by module.so\)"):
        needs.depends(needs.outside(tmp_path / "tree"))


def test_the_same_files_give_the_same_package_whatever_clock_and_umask(tmp_path: Path) -> None:
    made = []
    for number in (1, 2):
        root = tmp_path / f"root{number}"
        names = ["a", "b", "c"] if number == 1 else ["c", "b", "a"]
        for name in names:
            (root / "usr" / name).parent.mkdir(parents=True, exist_ok=True)
            (root / "usr" / name).write_text(name)
            (root / "usr" / name).chmod(0o600 if number == 1 else 0o664)
        os.utime(root / "usr/a", (number * 10**6, number * 10**6))
        package = deb.Package("probe", "1.0", "a probe", "Words.", ("libc6",), "all")
        made.append(
            deb.make(
                package, root, {"postinst": "#!/bin/sh\n"}, tmp_path / f"out{number}", epoch=10**9, level=3
            )
        )
    assert made[0].read_bytes() == made[1].read_bytes()
    said = subprocess.run(
        ["dpkg-deb", "--info", str(made[0])], capture_output=True, text=True, check=True
    ).stdout
    assert "Depends: libc6" in said


def test_the_station_package_holds_its_programs_and_can_be_built(tmp_path: Path) -> None:
    root = tmp_path / "root"
    station.lay_out(root, Path("usr/lib/lawbooth"))
    for name in ("session", "inside", "update"):
        assert (root / "usr/lib/lawbooth" / name).stat().st_mode & 0o100
    made = deb.make(station.PACKAGE, root, station.SCRIPTS, tmp_path, epoch=10**9, level=3)
    held = subprocess.run(["dpkg-deb", "-c", str(made)], capture_output=True, text=True, check=True).stdout
    assert "./usr/lib/systemd/system/lawbooth.service" in held
    assert "root/root" in held


def test_a_voice_model_travels_in_a_package_of_the_repository(tmp_path: Path) -> None:
    model = tmp_path / "model"
    (model / "am").mkdir(parents=True)
    (model / "am/final.mdl").write_bytes(b"x")
    made = build.voice_package(build.Wish("1.0", tmp_path / "work", tmp_path / "out", 3, "uv"), model)
    held = subprocess.run(["dpkg-deb", "-c", str(made)], capture_output=True, text=True, check=True).stdout
    assert "./usr/lib/lawbooth/voice/am/final.mdl" in held
    subprocess.run(["sh", "-n"], input=station.VOICE, text=True, check=True)


def test_a_manifest_says_size_digest_and_links(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a/b").write_text("words")
    (tmp_path / "a/c").symlink_to("b")
    (tmp_path / "release.json").write_text("{}")
    manifest.write(tmp_path)
    told = json.loads((tmp_path / "manifest.json").read_bytes())
    assert told["a/b"][0] == 5
    assert told["a/c"] == [-1, "b"]
    assert ab.faults(tmp_path, thorough=True) == []
    (tmp_path / "a/c").unlink()
    assert ab.faults(tmp_path, thorough=False) == ["a/c"]


def test_elf_files_are_told_from_others(tmp_path: Path) -> None:
    made = library(tmp_path / "libx.so")
    (tmp_path / "text.so").write_text("GROUP ( libx.so )")
    (tmp_path / "link.so").symlink_to("libx.so")
    assert elf.files(tmp_path) == [made]
    assert elf.facts([made])[made].soname == "libx.so"

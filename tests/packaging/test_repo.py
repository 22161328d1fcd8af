"""The repository as apt itself sees it: signed, by rings, and refused when somebody else wrote in it."""

from __future__ import annotations

import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path

import deb
import pytest
import repo

NOW = datetime.now(UTC)


def package(folder: Path, name: str, version: str, depends: tuple[str, ...] = ()) -> Path:
    root = folder / f"{name}-{version}"
    (root / "usr").mkdir(parents=True)
    (root / "usr/words").write_text(version)
    made = deb.Package(name, version, "probe", "Words.", depends, "all")
    return deb.make(made, root, {}, folder, epoch=10**9, level=1)


class Apt:
    """apt with a state of its own."""

    def __init__(self, folder: Path, served: Path, ring: str) -> None:
        for name in ("state/lists/partial", "cache/archives/partial", "etc/parts"):
            (folder / name).mkdir(parents=True)
        (folder / "status").touch()
        sources = folder / "etc/lawbooth.sources"
        sources.write_text(
            f"Types: deb\nURIs: file:{served}\nSuites: {ring}\nComponents: main\nArchitectures: amd64\n"
            f"Check-Valid-Until: yes\nSigned-By: {served}/lawbooth.gpg\n"
        )
        self._options = [
            f"-oDir::State={folder}/state", f"-oDir::State::status={folder}/status", f"-oDir::Cache={folder}/cache",
            f"-oDir::Etc::sourcelist={sources}", "-oDir::Etc::sourceparts=-", f"-oDir::Etc::parts={folder}/etc/parts",
            "-oAPT::Architecture=amd64", "-oAcquire::Check-Valid-Until=true", "-oAcquire::Check-Date=true",
            "-oAPT::Sandbox::User=", "-oAPT::Update::Error-Mode=any",
        ]  # fmt: skip

    def update(self) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            ["apt-get", *self._options, "update", "-qq"], capture_output=True, text=True, check=False
        )

    def candidates(self, name: str) -> str:
        said = subprocess.run(
            ["apt-cache", *self._options, "madison", name], capture_output=True, text=True, check=True
        ).stdout
        return " ".join(line.split("|")[1].strip() for line in said.splitlines())


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, repo.Repo]:
    folder = tmp_path_factory.mktemp("repo")
    made = repo.Repo(folder / "served", folder / "keys")
    made.make_key()
    old = package(folder, "lawbooth-runtime-aaaa", "1")
    terminal = package(
        folder, "lawbooth-terminal", "1.0", ("lawbooth-runtime-aaaa", "lawbooth-station (>= 0.1)")
    )
    other = package(folder, "lawbooth-runtime-bbbb", "1")
    station = package(folder, "lawbooth-station", "0.1")
    made.add("pilot", [old, terminal, other, station], NOW)
    return folder, made


def test_a_ring_sees_what_was_put_or_promoted_there(served: tuple[Path, repo.Repo], tmp_path: Path) -> None:
    _, made = served
    made.promote("1.0", "pilot", "all", NOW)
    assert made.listed("all") == [
        "lawbooth-runtime-aaaa_1_all.deb", "lawbooth-station_0.1_all.deb", "lawbooth-terminal_1.0_all.deb",
    ]  # fmt: skip
    apt = Apt(tmp_path / "all", made.folder, "all")
    assert apt.update().stderr == ""
    assert (apt.candidates("lawbooth-terminal"), apt.candidates("lawbooth-runtime-bbbb")) == ("1.0", "")


def test_a_changed_index_is_refused(served: tuple[Path, repo.Repo], tmp_path: Path) -> None:
    folder, made = served
    made.add("bent", [folder / "lawbooth-station_0.1_all.deb"], NOW)
    for name in ("Packages", "Packages.gz", "InRelease"):
        path = made.folder / "dists/bent" / ("" if name == "InRelease" else "main/binary-amd64") / name
        text = path.read_bytes()
        path.write_bytes(
            text.replace(b"lawbooth-station", b"lawbooth-stasion") if b"station" in text else text[:-9]
        )
    with (made.folder / "dists/bent/InRelease").open("a") as file:
        file.write("x")
    apt = Apt(tmp_path / "bent", made.folder, "bent")
    assert apt.update().returncode != 0
    assert apt.candidates("lawbooth-station") == ""


def test_a_repository_that_nobody_signed_anew_is_refused(
    served: tuple[Path, repo.Repo], tmp_path: Path
) -> None:
    folder, made = served
    made.add("stale", [folder / "lawbooth-station_0.1_all.deb"], NOW - timedelta(days=15))
    apt = Apt(tmp_path / "stale", made.folder, "stale")
    done = apt.update()
    assert done.returncode != 0
    assert "expired" in done.stderr
    made.sign_all(NOW)
    assert apt.update().returncode == 0


def test_a_version_is_published_once(served: tuple[Path, repo.Repo], tmp_path: Path) -> None:
    _, made = served
    (tmp_path / "lawbooth-station_0.1_all.deb").write_bytes(b"another")
    with pytest.raises(repo.RepoError, match="given once"):
        made.add("pilot", [tmp_path / "lawbooth-station_0.1_all.deb"], NOW)
    with pytest.raises(repo.RepoError, match="no lawbooth-terminal 9"):
        made.promote("9", "pilot", "all", NOW)
    for ring in ("../x", "Pilot", ""):
        with pytest.raises(repo.RepoError, match="a ring is called"):
            made.add(ring, [], NOW)

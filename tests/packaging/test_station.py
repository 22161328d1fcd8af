"""The unit and what lies around it: as closed as systemd can measure, and no door left for a stranger's keyboard."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest
import station

from kiosk.settings import SettingsError, load

UNIT = station.STATION / "lawbooth.service"
MOST_EXPOSED = 2.6


def told(unit: Path) -> dict[str, list[str]]:
    """Key -> values of a unit file."""
    found: dict[str, list[str]] = {}
    for line in unit.read_text(encoding="utf-8").splitlines():
        if "=" in line and not line.startswith("#"):
            key, _, value = line.partition("=")
            found.setdefault(key, []).append(value)
    return found


def test_the_exposure_is_at_most_what_was_promised() -> None:
    said = subprocess.run(
        ["systemd-analyze", "security", "--offline=true", "--no-pager", str(UNIT)],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    found = re.search(r"Overall exposure level for lawbooth.service: ([0-9.]+)", said.stdout)
    assert found
    assert float(found[1]) <= MOST_EXPOSED
    assert "ignoring" not in said.stderr, said.stderr


def test_it_never_runs_as_root_and_leaves_the_web_engine_its_sandbox() -> None:
    unit = told(UNIT)
    assert (unit["User"], unit["NoNewPrivileges"], unit["CapabilityBoundingSet"]) == (
        ["lawbooth"],
        ["yes"],
        [""],
    )
    assert set(unit["RestrictNamespaces"][0].split()) == {"user", "pid", "net"}
    assert not {"PrivateUsers", "MemoryDenyWriteExecute", "PrivateDevices"} & set(unit)
    allowed = " ".join(unit["SystemCallFilter"][:1]).split()
    assert {"@system-service", "chroot", "unshare"} <= set(allowed)
    assert "QTWEBENGINE_DISABLE_SANDBOX" not in (station.STATION / "inside").read_text()


def test_a_frozen_screen_is_back_in_time_and_loops_end() -> None:
    from kiosk.keeper import visits

    unit = told(UNIT)
    assert unit["Type"] == ["notify"]
    dog, pause = float(unit["WatchdogSec"][0]), float(unit["RestartSec"][0])
    assert dog > visits.SILENCE_S, "a frozen visit is replaced by the keeper before systemd loses patience"
    assert dog + pause <= 30, "15 s are left for the start: 45 s in all"
    assert int(unit["StartLimitBurst"][0]) <= 6
    assert int(unit["StartLimitIntervalSec"][0]) >= 600
    assert unit["OnFailure"] == ["lawbooth-fallen.service"]
    assert unit["WatchdogSignal"] == ["SIGKILL"]


def test_a_crash_loop_on_trial_uses_its_starts_up_before_the_limit() -> None:
    """Three trial starts, and the former release gets the rest of the burst."""
    import ab

    assert int(told(UNIT)["StartLimitBurst"][0]) > ab.BOOTS + 1
    assert told(UNIT)["ExecStartPre"] == ["+/usr/bin/python3 -I /usr/lib/lawbooth/ab.py boot"]
    timer = told(station.STATION / "lawbooth-confirm.timer")
    assert timer["BindsTo"] == ["lawbooth.service"], "each restart begins the two minutes anew"


def test_the_escapes_are_closed() -> None:
    read = {path.name: path.read_text(encoding="utf-8") for path in station.STATION.iterdir()}
    assert "kernel.sysrq = 0" in read["90-lawbooth-sysctl.conf"]
    assert "CtrlAltDelBurstAction=none" in read["90-lawbooth-system.conf"]
    assert {"NAutoVTs=0", "ReserveVT=0", "HandlePowerKey=ignore"} <= set(
        read["90-lawbooth-logind.conf"].split()
    )
    assert {"getty@.service", "getty@tty1.service", "autovt@.service", "ctrl-alt-del.target"} <= set(
        station.MASKED
    )
    assert re.search(r"exec cage -d \$turns -- ", read["session"]), (
        "no -s: it never changes to another console"
    )
    assert "unset DISPLAY" in read["inside"]


def test_only_the_keeper_may_say_that_the_terminal_is_ready(tmp_path: Path) -> None:
    """A sound server that is told of the unit's socket says READY=1 for itself, before there is a picture."""
    for name in ("pulseaudio", "cage"):
        program = tmp_path / name
        program.write_text(f'#!/bin/sh\necho "{name} ${{NOTIFY_SOCKET-none}}"\n', encoding="ascii")
        program.chmod(0o755)
    said = subprocess.run(
        ["sh", str(station.STATION / "session")], capture_output=True, text=True, check=True,
        env={"PATH": f"{tmp_path}:/usr/bin:/bin", "XDG_RUNTIME_DIR": str(tmp_path), "NOTIFY_SOCKET": "@unit",
             "LAWBOOTH_RELEASE": str(tmp_path)},
    )  # fmt: skip
    assert said.stdout.split("\n")[:2] == ["pulseaudio none", "cage @unit"]


@pytest.mark.parametrize("name", ["inside", "lawbooth"])
def test_every_command_means_this_terminal(name: str, tmp_path: Path) -> None:
    """Not only those that were thought of: `lawbooth outbox list` on an empty folder says that nothing waits."""
    script = (station.STATION / name).read_text()
    program = tmp_path / "python/bin/python3.11"
    program.parent.mkdir(parents=True)
    program.write_text('#!/bin/sh\necho "$LAWBOOTH_CONFIG $*"\n', encoding="ascii")
    program.chmod(0o755)
    (tmp_path / "app").mkdir()
    ours = script.replace("$(readlink -f /opt/lawbooth/current)", str(tmp_path)).replace(
        "exec setpriv", "exec env -- true"
    )
    said = subprocess.run(
        ["sh", "-c", ours.replace('[ "$(id -u)" = 0 ] || exec "$@"', 'exec "$@"'), name, "outbox", "list"],
        capture_output=True, text=True, check=True, env={"PATH": "/usr/bin:/bin", "LAWBOOTH_RELEASE": str(tmp_path)},
    ).stdout  # fmt: skip
    assert said.startswith("/etc/lawbooth/lawbooth.toml "), said
    assert "--config" not in said


def test_a_command_without_settings_takes_those_that_the_environment_names(tmp_path: Path) -> None:
    file = tmp_path / "lawbooth.toml"
    file.write_text('[terminal]\nfolder = "/var/lib/elsewhere"\n', encoding="utf-8")
    assert load(None, {"LAWBOOTH_CONFIG": str(file)}).terminal.folder == Path("/var/lib/elsewhere")
    other = {"LAWBOOTH_CONFIG": str(file), "LAWBOOTH_TERMINAL_FOLDER": "/var/lib/stronger"}
    assert load(None, other).terminal.folder == Path("/var/lib/stronger")
    with pytest.raises(SettingsError, match="cannot be read"):
        load(None, {"LAWBOOTH_CONFIG": str(tmp_path / "missing")})


@pytest.mark.parametrize("name", ["session", "inside", "update", "lawbooth"])
def test_the_scripts_are_sound_shell(name: str) -> None:
    subprocess.run(["sh", "-n", str(station.STATION / name)], check=True)


@pytest.mark.parametrize("name", sorted(station.SCRIPTS))
def test_the_maintainer_scripts_are_sound_shell(name: str) -> None:
    if name != "conffiles":
        subprocess.run(["sh", "-n"], input=station.SCRIPTS[name], text=True, check=True)


def test_every_unit_is_understood(tmp_path: Path) -> None:
    """systemd's own check of what is written, but for programs that only an installed terminal has."""
    said = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", *map(str, sorted(station.STATION.glob("lawbooth*.service")))],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    complaints = [
        line
        for line in said.stderr.splitlines()
        if str(station.STATION) in line and "is not executable" not in line
    ]
    assert complaints == []

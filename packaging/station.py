"""What lawbooth-station puts on a machine: units, session, rules, and how dpkg sets them up."""

from __future__ import annotations

import shutil
from pathlib import Path

import deb

HERE = Path(__file__).resolve().parent
STATION = HERE / "station"
VERSION = "0.1.0"
UNITS = Path("usr/lib/systemd/system")
FILES = {
    "90-lawbooth.rules": Path("usr/lib/udev/rules.d/90-lawbooth.rules"),
    "90-lawbooth-sysctl.conf": Path("usr/lib/sysctl.d/90-lawbooth.conf"),
    "90-lawbooth-system.conf": Path("usr/lib/systemd/system.conf.d/90-lawbooth.conf"),
    "90-lawbooth-logind.conf": Path("usr/lib/systemd/logind.conf.d/90-lawbooth.conf"),
    "90-lawbooth-journal.conf": Path("usr/lib/systemd/journald.conf.d/90-lawbooth.conf"),
    "51lawbooth.apt": Path("etc/apt/apt.conf.d/51lawbooth"),
    "lawbooth.toml": Path("etc/lawbooth/lawbooth.toml"),
    "session.conf": Path("etc/lawbooth/session.conf"),
    "lawbooth": Path("usr/bin/lawbooth"),
}
"""File beside this one -> where it goes."""
PROGRAMS = ("session", "inside", "update")
CONFFILES = ("/etc/apt/apt.conf.d/51lawbooth", "/etc/lawbooth/lawbooth.toml", "/etc/lawbooth/session.conf")
ENABLED = ("lawbooth.service", "lawbooth-update.timer", "lawbooth-calibrate.path", "lawbooth-recover.service",
           "seatd.service")  # fmt: skip
MASKED = (
    "getty@tty1.service",
    "getty@.service",
    "autovt@.service",
    "ctrl-alt-del.target",
    "console-getty.service",
)
"""Doors out of the terminal: text consoles, and the three keys that restart a machine."""

PACKAGE = deb.Package(
    "lawbooth-station", VERSION, "session, units and updates of a legal kiosk",
    "Compositor session under one supervised unit, udev and kernel settings, and releases side by side.",
    ("cage", "seatd", "wlr-randr", "xwayland", "python3 (>= 3.11)", "systemd", "udev", "util-linux", "passwd"),
    architecture="all", more={"Recommends": "pulseaudio, systemd-timesyncd"},
)  # fmt: skip
# wlr-randr turns the screen on trixie; bookworm's cage does not start where Xwayland is not installed.

POSTINST = """#!/bin/sh
set -e
[ "$1" = configure ] || exit 0
if ! getent passwd lawbooth >/dev/null; then
  useradd --system --user-group --no-create-home --home-dir /nonexistent --shell /usr/sbin/nologin lawbooth
fi
for group in video render input audio dialout lp tss; do
  getent group $group >/dev/null || groupadd --system $group
  usermod -a -G $group lawbooth
done
install -d -o lawbooth -g lawbooth -m 700 /var/lib/lawbooth
install -d -m 755 /opt/lawbooth
chown root:lawbooth /etc/lawbooth/lawbooth.toml
chmod 640 /etc/lawbooth/lawbooth.toml
systemctl enable --quiet ENABLED || true
systemctl mask --quiet MASKED || true
if [ -d /run/systemd/system ]; then
  systemctl daemon-reload
  udevadm control --reload || true
  sysctl --quiet --system >/dev/null || true
fi
""".replace("ENABLED", " ".join(ENABLED)).replace("MASKED", " ".join(MASKED))

PRERM = """#!/bin/sh
set -e
[ "$1" = remove ] || exit 0
systemctl disable --quiet ENABLED || true
systemctl unmask --quiet MASKED || true
if [ -d /run/systemd/system ]; then systemctl stop lawbooth.service || true; fi
""".replace("ENABLED", " ".join(ENABLED[:-1])).replace("MASKED", " ".join(MASKED))

POSTRM = """#!/bin/sh
set -e
[ "$1" = purge ] || exit 0
# Keys first, so that what is left on the disk opens nothing (docs/technician/take-away.md).
rm -f /var/lib/lawbooth/*.key /var/lib/lawbooth/cache/store.key
rm -rf /var/lib/lawbooth /opt/lawbooth /etc/udev/rules.d/99-lawbooth-touch.rules
"""

SCRIPTS = {
    "postinst": POSTINST,
    "prerm": PRERM,
    "postrm": POSTRM,
    "conffiles": "\n".join(CONFFILES) + "\n",
}

STAGE = """#!/bin/sh
set -e
[ "$1" = configure ] || exit 0
# A release that is refused is no fault of the installation: the one that runs goes on, and the fleet page tells why.
/usr/bin/python3 -I /usr/lib/lawbooth/ab.py stage "{version}" || [ $? = 3 ]
"""
"""postinst of lawbooth-terminal."""

VOICE = """#!/bin/sh
set -e
[ "$1" = configure ] || exit 0
# A model that does not load changes nothing; residents use touch until another one comes.
[ -L /opt/lawbooth/current ] || exit 0
lawbooth voice model install /usr/lib/lawbooth/voice || true
"""
"""postinst of lawbooth-voice."""


def lay_out(root: Path, home: Path) -> None:
    """Every file of the package below `root`; `home` is where our programs go."""
    for name, target in FILES.items():
        _copy(STATION / name, root / target)
    for unit in sorted(STATION.glob("lawbooth*.*")):
        if unit.suffix in (".service", ".timer", ".path"):
            _copy(unit, root / UNITS / unit.name)
    for name in PROGRAMS:
        _copy(STATION / name, root / home / name)
    for name in ("ab.py", "touch.py"):
        _copy(HERE / name, root / home / name)
    (root / "usr/share/keyrings").mkdir(parents=True)
    _copy(
        HERE.parent / "lawbooth.example.toml", root / "usr/share/doc/lawbooth-station/lawbooth.example.toml"
    )


def _copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy2(source, target)

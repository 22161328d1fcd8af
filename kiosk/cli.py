"""Commands of the terminal, light enough to be mounted beside all others."""

from __future__ import annotations

import argparse
import logging
import os
import secrets
import sys
from getpass import getpass
from pathlib import Path
from typing import Any

from kiosk.documents.cli import add_commands as document_commands
from kiosk.evidence.cli import add_commands as evidence_commands
from kiosk.identity.cli import add_commands as identity_commands
from kiosk.knowledge.cli import add_commands as law_commands
from kiosk.upkeep.cli import add_commands as upkeep_commands
from kiosk.voice.cli import add_commands as voice_commands
from legalnet.redaction import set_up

WRONG_USE = 2
MATTER = "SS-LA-01"


def add_commands(commands: Any) -> None:
    """Mount the terminal's commands: running, showing, reckoning, papers, upkeep and identity."""
    _running(commands)
    _showing(commands)
    calc = commands.add_parser(
        "calc", help="run worked examples through the calculators and print what differs"
    )
    calc.add_argument("--vectors", type=Path, required=True, help="YAML file of families of cases")
    calc.add_argument("--json", action="store_true", help="machine-readable output")
    calc.set_defaults(run=_calc)
    _checking(commands)
    pin = commands.add_parser("staff-pin", help="hash an attendant's PIN for the settings")
    pin.set_defaults(run=_staff_pin)
    card = commands.add_parser(
        "service-card", help="make a technician's card: a code to print, a line for the settings"
    )
    card.add_argument(
        "--number", type=int, required=True, help="0 to 9999, printed on the card and noted in the audit"
    )
    card.add_argument(
        "--out", type=Path, required=True, help="picture of the code (SVG); whoever has it has the card"
    )
    card.set_defaults(run=_service_card)
    upkeep_commands(commands)
    law_commands(commands)
    document_commands(commands)
    evidence_commands(commands)
    identity_commands(commands)
    voice_commands(commands)


def _checking(commands: Any) -> None:
    catalogue = commands.add_parser("catalogue", help="look over the definitions of matters")
    inner = catalogue.add_subparsers(dest="what", required=True, metavar="WHAT")
    check = inner.add_parser("check", help="find what is wrong with the definitions although they load")
    check.add_argument("--folder", type=Path, help="catalogue folder (default: the one that comes with it)")
    check.add_argument("--matter", help="only the matter of this code")
    check.add_argument("--no-papers", action="store_true", help="do not write every paper: a minute less")
    check.add_argument("--json", action="store_true", help="machine-readable output")
    check.set_defaults(run=_catalogue_check)


def _running(commands: Any) -> None:
    run = commands.add_parser("run", help="run the terminal: the keeper and its visits")
    run.add_argument("--config", type=Path, help="settings file (see lawbooth.example.toml)")
    run.set_defaults(run=_run)
    enrol = commands.add_parser("enrol", help="introduce this terminal to the province with a one-time code")
    enrol.add_argument("--config", type=Path, help="settings file")
    enrol.add_argument("--url", help="address of the gateway (default: from the settings)")
    enrol.add_argument("--code", required=True, help="the one-time code")
    enrol.set_defaults(run=_enrol)


def _showing(commands: Any) -> None:
    demo = commands.add_parser("demo", help="province, simulated hardware and terminal on this machine")
    demo.add_argument(
        "--data", type=Path, default=Path("var/demo"), help="folder that survives the demonstration"
    )
    demo.set_defaults(run=_demo)
    _touring(commands)
    _docking(commands)


def _touring(commands: Any) -> None:
    tour = commands.add_parser(
        "tour", help="walk through a whole visit by touch and keep pictures of every screen"
    )
    tour.add_argument(
        "--matter", default=MATTER,
        help=f"code of the matter (default {MATTER}); several with commas, or `all`, for a table; CODE@NAME for another "
        "way through it, such as SS-LA-02@agent",
    )  # fmt: skip
    tour.add_argument(
        "--journey",
        help="instead of a matter: one's own affairs on the demonstration's data: inbox, progress, map, advice, "
        "exchange; several with commas, or `all`",
    )  # fmt: skip
    tour.add_argument(
        "--resume",
        action="store_true",
        help="of many matters, leave out what an earlier run into --out saw delivered",
    )
    tour.add_argument("--no-pictures", action="store_true", help="keep no pictures of the screens")
    _ways_of_touring(tour)
    tour.set_defaults(run=_tour)


def _ways_of_touring(tour: argparse.ArgumentParser) -> None:
    """Where it leaves what it saw, and as whom it walks."""
    tour.add_argument(
        "--out", type=Path, default=Path("out/tour"), help="folder for pictures, papers and tour.json"
    )
    tour.add_argument(
        "--offline-first", action="store_true", help="the province is away until the filing is saved"
    )
    tour.add_argument("--landscape", action="store_true", help="1920x1080 instead of 1080x1920")
    tour.add_argument("--language", choices=("zh", "en"), default="zh", help="language of the screens")
    tour.add_argument(
        "--size", choices=("normal", "large", "largest"), default="normal", help="size of the letters"
    )
    tour.add_argument(
        "--contrast", choices=("paper", "night", "yellow", "white"), default="paper", help="colours"
    )
    tour.add_argument("--by-switches", action="store_true", help="by two switches: move on, choose")
    tour.add_argument("--by-keys", action="store_true", help="by keypad and keyboard, without one touch")
    tour.add_argument(
        "--no-face", action="store_true", help="rather not be photographed: an attendant checks"
    )
    tour.add_argument("--json", action="store_true", help="print tour.json instead of a summary")


def _docking(commands: Any) -> None:
    dock = commands.add_parser("dock", help="cause faults of the simulated hardware: by name, or in a window")
    dock.add_argument(
        "name", nargs="?", metavar="NAME",
        help="fault to cause (see --list), `clear`, or for traces `record`, `replay`, `stop`",
    )  # fmt: skip
    dock.add_argument("--kind", default="", help="record: the device, such as id_reader")
    dock.add_argument(
        "--port", default="", help="record: a real port in the simulator's place, serial:/dev/..."
    )
    dock.add_argument("--file", default="", help="record, replay: the trace")
    dock.add_argument("--control", help="control socket of `simulate`")
    dock.add_argument("--line", help="control socket of a demonstration's network line")
    dock.add_argument("--off", action="store_true", help="mend the fault instead")
    dock.add_argument("--window", action="store_true", help="open the window")
    dock.add_argument("--language", choices=("zh", "en"), default="zh", help="language of the window")
    dock.add_argument("--list", action="store_true", help="list all faults; * marks those that stand")
    dock.add_argument("--json", action="store_true", help="machine-readable list")
    dock.set_defaults(run=_dock)


def _settings(args: argparse.Namespace) -> Any:
    from kiosk.settings import SettingsError, load

    try:
        return load(args.config, os.environ)
    except SettingsError as error:
        sys.stderr.write(f"{error}\n")
        return None


def _run(args: argparse.Namespace) -> int:
    from kiosk.keeper.run import run

    set_up(logging.INFO, "%(asctime)s %(levelname)s %(name)s: %(message)s")
    settings = _settings(args)
    return WRONG_USE if settings is None else run(settings)


def _enrol(args: argparse.Namespace) -> int:
    from kiosk.clock import SystemClock
    from kiosk.uplink.enrolment import enrol
    from offline_cache.uplink import Offline, Refused

    settings = _settings(args)
    if settings is None:
        return WRONG_USE
    url = _address(args.url or settings.province.url)
    if not url:
        return WRONG_USE
    try:
        enrolment = enrol(url, args.code, settings.terminal.folder, SystemClock(), settings.province.ca)
    except Offline as error:
        sys.stderr.write(f"The province was not reached ({error}). Nothing changed; try again.\n")
        return 1
    except Refused as error:
        sys.stderr.write(f"{error.message}\n")
        return 1
    _say(f"enrolled as {enrolment.terminal_id}")
    if not _certify(settings, enrolment):
        _say("no certificate for signing documents yet; the terminal asks again by itself")
    return 0


def _certify(settings: Any, enrolment: Any) -> bool:
    """Get the certificate at once, so that the first papers are signed even if the network goes away."""
    from kiosk.clock import SystemClock
    from kiosk.keeper.signing import SigningDesk
    from kiosk.uplink.client import ProvinceUplink
    from kiosk.uplink.identity import KEY_FILE, load_or_create_key

    folder, clock = settings.terminal.folder, SystemClock()
    uplink = ProvinceUplink(enrolment, load_or_create_key(folder / KEY_FILE), clock, ca=settings.province.ca)
    return SigningDesk(folder, uplink, "", clock).renew()


def _address(given: str) -> str:
    """The province's address if it may be used, else nothing, and why on standard error."""
    from pydantic import ValidationError

    from kiosk.settings import Province, explain

    try:
        url = Province.model_validate({"url": given}).url
    except ValidationError as error:
        sys.stderr.write(f"{explain(error.errors()[0])}\n")
        return ""
    if not url:
        sys.stderr.write("No address of the province: give --url https://... or set province.url.\n")
    return url


def _demo(args: argparse.Namespace) -> int:
    from kiosk.tour.demo import demo

    return demo(args.data)


def _tour(args: argparse.Namespace) -> int:
    from kiosk.tour import every
    from kiosk.tour.tour import Wishes, run

    wishes = Wishes(
        pictures=not args.no_pictures,
        matter=args.matter, offline_first=args.offline_first, landscape=args.landscape, language=args.language,
        size=args.size, contrast=args.contrast, by_keys=args.by_keys, by_switches=args.by_switches, face=not args.no_face,
        resume=args.resume,
    )  # fmt: skip
    if args.journey:
        from kiosk.tour import affairs

        return affairs.run(args.out, args.journey, wishes)
    if "," in args.matter or args.matter == every.ALL:
        return every.run(args.out, wishes)
    return run(args.out, wishes, as_json=args.json)


def _calc(args: argparse.Namespace) -> int:
    from kiosk.calc import report

    return report(args.vectors, args.json)


def _catalogue_check(args: argparse.Namespace) -> int:
    from kiosk.catalogue_check import check
    from kiosk.clock import SHANGHAI, SystemClock

    today = SystemClock().now().astimezone(SHANGHAI).date()
    return check(args.folder, today, args.matter, args.json, papers=not args.no_papers)


def _staff_pin(_: argparse.Namespace) -> int:
    from kiosk.visit.pin import hash_pin

    pin = getpass("PIN: ") if sys.stdin.isatty() else sys.stdin.readline().strip()
    if len(pin) < 6 or not pin.isdigit():
        sys.stderr.write("Six digits or more.\n")
        return WRONG_USE
    _say(hash_pin(pin, secrets.token_bytes(16)))
    return 0


def _service_card(args: argparse.Namespace) -> int:
    from kiosk.visit.service_card import enrol, fresh, picture

    if not 0 <= args.number <= 9999:
        sys.stderr.write("A number of four digits.\n")
        return WRONG_USE
    text = fresh(args.number, secrets.token_bytes)
    try:
        with args.out.open("xb") as file:
            args.out.chmod(0o600)
            file.write(picture(text))
    except OSError as error:
        sys.stderr.write(f"{args.out}: {error.strerror}\n")
        return WRONG_USE
    _say(enrol(text, secrets.token_bytes(16)))
    return 0


def _dock(args: argparse.Namespace) -> int:
    from kiosk.dock.command import run

    return run(args)


def _say(text: str) -> None:
    sys.stdout.buffer.write(text.encode() + b"\n")
    sys.stdout.flush()

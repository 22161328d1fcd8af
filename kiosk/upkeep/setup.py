"""The first start, at the keeper: how network, clock and province are, enrolment by a one-time code, the signed report.

The clock comes before anything that needs TLS: while it is certainly wrong no address is called at all, because the
province's certificate would look untrusted and send the technician looking in the wrong place.
"""

from __future__ import annotations

import hashlib
import json
import logging
import socket
import threading
from base64 import b64encode
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from kiosk.clock import Clock
from kiosk.keeper.answers import Answers
from kiosk.settings import Settings
from kiosk.upkeep import signs
from kiosk.upkeep.doctor import BUILT
from kiosk.uplink.enrolment import enrol
from kiosk.uplink.identity import (
    KEY_FILE,
    NotEnrolled,
    is_sealed,
    load_enrolment,
    load_or_create_key,
    write_private,
)
from kiosk.uplink.wire import Line
from legalnet.codes import known
from legalnet.telemetry import DeviceReport
from offline_cache.uplink import Offline, Refused

log = logging.getLogger(__name__)

STATE_FILE, REPORT_FILE = "setup.json", "readiness.json"
LINKS = Path("/sys/class/net")
SKEW_S = 300
"""The province refuses signatures further away than this."""
QUESTIONS = ("edges", "strokes", "greys", "code", "cut")
"""What is asked about the two sheets of paper; see docs/technician/provision.md."""
Say = Callable[..., None]


@dataclass(frozen=True)
class Reach:
    """How far this terminal comes."""

    reason: str = ""
    """A code; empty when the province answers."""
    skew_s: int | None = None
    """Our clock minus the province's."""


def stage_of(folder: Path) -> str:
    """Where the first start stands: `enrol`, `devices`, or nothing where the terminal may serve.

    A terminal that was enrolled from a shell, without this, serves.
    """
    try:
        load_enrolment(folder)
    except NotEnrolled:
        return "enrol"
    return "devices" if (folder / STATE_FILE).exists() else ""


def link_of(links: Path = LINKS) -> str:
    """`no_link` while no line has a carrier, else nothing."""
    for card in sorted(links.glob("*")):
        try:
            up = card.name != "lo" and (card / "carrier").read_text(encoding="ascii").strip() == "1"
        except OSError:  # a card that is switched off does not tell
            continue
        if up:
            return ""
    return "no_link"


def address_of(url: str) -> str:
    """The address from which the province is called; empty while there is none. Sends nothing."""
    place = urlsplit(url)
    try:
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as line:
            line.connect((place.hostname or "192.0.2.1", place.port or 443))
            return str(line.getsockname()[0])
    except OSError:
        return ""


def reach(url: str, clock: Clock, ca: Path | None) -> Reach:
    """Whether the province answers, and how our clock stands to its."""
    if clock.now() < BUILT:
        return Reach("clock_skew")
    try:
        answer = Line(url, None, clock, ca=ca).ask("GET", "/readyz")
        theirs = datetime.fromisoformat(str(answer.problem["time"]))
        skew = int((clock.now() - theirs).total_seconds())
    except Offline as error:
        reason = str(error)
        return Reach(reason if known(reason) else "down")
    except (KeyError, ValueError, TypeError):
        return Reach("captive_portal")
    return Reach("clock_skew" if abs(skew) > SKEW_S else "", skew)


class SetupDesk:
    """Answers the screens of the first start; owned by the keeper's one thread, what waits has a thread of its own."""

    def __init__(
        self, settings: Settings, clock: Clock, again: Callable[[], None], links: Path = LINKS
    ) -> None:
        """`again` has the keeper begin anew: after enrolment, and when everything is ready."""
        self._settings, self._clock, self._again, self._links = settings, clock, again, links
        self._answers = Answers()
        self._busy = False

    @property
    def folder(self) -> Path:
        """The terminal's."""
        return self._settings.terminal.folder

    def tick(self) -> None:
        """Pass on what came back."""
        self._answers.tell()

    def stop(self) -> None:
        """Nothing begins by itself."""

    def hear(self, message: Mapping[str, Any], say: Say) -> None:
        """What the screen asks."""
        match message["kind"]:
            case "setup_look":
                self._in_thread(self._looked, lambda found: say("setup_seen", **found))
            case "setup_enrol":
                code = str(message.get("code"))[:64]
                self._in_thread(lambda: self._enrolled(code), lambda found: self._tell_enrolled(found, say))
            case "setup_report":
                say("setup_reported", **self._report(message))
            case "setup_done":
                (self.folder / STATE_FILE).unlink(missing_ok=True)
                log.info("setup: done")
                self._again()

    def _in_thread(self, work: Callable[[], dict[str, Any]], tell: Callable[[dict[str, Any]], None]) -> None:
        """One at a time; a second question meanwhile is not needed, the answer to the first comes."""
        if self._busy:
            return
        self._busy = True

        def run() -> None:
            found = work()
            self._answers.put(lambda: done(found))

        def done(found: dict[str, Any]) -> None:
            self._busy = False
            tell(found)

        threading.Thread(target=run, name="setup", daemon=True).start()

    # ------------------------------------------------------------------ looking

    def _looked(self) -> dict[str, Any]:
        url = self._settings.province.url
        link = link_of(self._links)
        address = "" if link else address_of(url)
        clock = "clock_skew" if self._clock.now() < BUILT else ""
        found = Reach("down")
        if not clock and url and (address or not link):
            found = reach(url, self._clock, self._settings.province.ca)
        return {
            "link": link or ("" if address else "no_address"), "address": address, "clock": clock or
            ("clock_skew" if found.reason == "clock_skew" else ""), "skew": found.skew_s, "reach": found.reason,
            "url": bool(url), "key": "chip" if self._sealed() else "file", "profile": self._profile_here(),
        }  # fmt: skip

    def _sealed(self) -> bool:
        """Whether the keys of the store and of the terminal, as far as they are made yet, open on this machine only."""
        from kiosk.upkeep.doctor import key

        own = self.folder / KEY_FILE
        return key(self.folder / "cache" / "store.key").state == "ok" and (not own.exists() or is_sealed(own))

    def _profile_here(self) -> bool:
        """Whether the catalogue of the province was fetched."""
        return (self.folder / "catalogue.json").exists()

    # ------------------------------------------------------------------ enrolling

    def _enrolled(self, code: str) -> dict[str, Any]:
        """Exchange the code; the key is made and flushed before anything is sent."""
        try:
            made = enrol(
                self._settings.province.url, code, self.folder, self._clock, self._settings.province.ca
            )
        except Refused as error:
            return {"outcome": "not_done", "reason": error.code if known(error.code) else "code_invalid"}
        except Offline as error:
            return {"outcome": "unknown", "reason": str(error) if known(str(error)) else "down"}
        except OSError:
            return {"outcome": "not_done", "reason": "cannot_write"}
        write_private(self.folder / STATE_FILE, json.dumps({"terminal": made.terminal_id}).encode())
        log.info("setup: enrolled")
        return {"outcome": "done", "reason": ""}

    def _tell_enrolled(self, found: dict[str, Any], say: Say) -> None:
        say("setup_enrolled", **found)
        if found["outcome"] == "done":
            self._again()

    # ------------------------------------------------------------------ the report

    def _report(self, message: Mapping[str, Any]) -> dict[str, Any]:
        """What was found and answered, signed by the terminal's own key and kept; for the slip its rows and its mark."""
        answers = message.get("answers")
        given = {name: bool(answers.get(name)) for name in QUESTIONS} if isinstance(answers, dict) else {}
        missing = [str(name) for name in message.get("none") or () if str(name).isidentifier()][:16]
        devices = signs.devices_of(self.folder, self._settings.devices.model_dump())
        report = {
            "terminal": load_enrolment(self.folder).terminal_id, "at": self._clock.now().isoformat(),
            "software": signs.software_of(self.folder, "").version, "key": "chip" if self._sealed() else "file",
            "devices": {str(one.kind): _word(one) for one in devices}, "none": missing, "paper": given,
        }  # fmt: skip
        body = json.dumps(report, sort_keys=True, separators=(",", ":")).encode()
        signature = load_or_create_key(self.folder / KEY_FILE).sign(body)
        kept = {"report": body.decode(), "signature": b64encode(signature).decode()}
        write_private(self.folder / REPORT_FILE, json.dumps(kept).encode())
        rows = [[f"device.{one.kind}", _word(one)] for one in devices]
        log.info("setup: report signed")
        return {
            "rows": rows,
            "mark": hashlib.sha256(body).hexdigest()[:16],
            "paper": all(given.values()) and bool(given),
        }


def _word(one: DeviceReport) -> str:
    """A device in one id."""
    return one.code or str(one.verdict)

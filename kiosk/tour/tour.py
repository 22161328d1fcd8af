"""`main.py tour`: one whole visit by touch on real processes, with everything it leaves kept to be looked at."""

from __future__ import annotations

import base64
import io
import json
import shutil
import sys
import tempfile
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any

from devices.id_card.photo import decode_photo
from devices.simulators.control import RigClient
from devices.simulators.personas import Persona, load_personas
from kiosk.clock import SHANGHAI, SystemClock
from kiosk.tour.answers import persona_of
from kiosk.tour.by_keys import KeyResident
from kiosk.tour.by_switches import SwitchResident
from kiosk.tour.canary import PIECE, Canary, family
from kiosk.tour.resident import LONG_S, Resident, Stuck
from kiosk.tour.script import Visit
from kiosk.tour.signed import signed_papers
from kiosk.tour.stage import Stage, StageError, run_folder

PERSONA = "zhang"
SIZES = {False: (1080, 1920), True: (1920, 1080)}


@dataclass(frozen=True)
class Wishes:
    """What kind of tour."""

    matter: str = "SS-LA-01"
    offline_first: bool = False
    landscape: bool = False
    language: str = "zh"
    size: str = "normal"
    face: bool = True
    pictures: bool = True
    """Whether each screen is kept as a picture."""
    by_keys: bool = False
    """By a keypad and a keyboard, without one touch of the screen."""
    by_switches: bool = False
    """By two switches alone."""
    contrast: str = "paper"
    resume: bool = False
    """Of many matters: leave out those that an earlier run into the same folder saw delivered."""


class Tour:
    """Walks, notes each screen with its milliseconds, and checks what must be true at the end."""

    def __init__(self, stage: Stage, out: Path, wishes: Wishes) -> None:
        self._clock = SystemClock()
        self._stage = stage
        self._out = out
        self._wishes = wishes
        self._begun = self._clock.monotonic()
        self._last = self._begun
        self._rig = RigClient(Path(str(stage.rig["control"])))
        kind = SwitchResident if wishes.by_switches else KeyResident if wishes.by_keys else Resident
        self._resident = kind(stage.driver_socket, self._rig, self._clock)
        self._persona = load_personas()[persona_of(wishes.matter, PERSONA)]
        self.report: dict[str, Any] = {"wishes": asdict(wishes), "steps": [], "devices": sorted(stage.rig)}

    def note(self, label: str) -> None:
        """Keep a numbered picture of the screen and the time since the last one."""
        now = self._clock.monotonic()
        number = len(self.report["steps"]) + 1
        name = f"{number:02d}-{label}.png" if self._wishes.pictures else ""
        if name:
            self._resident.shot(self._out / name)
        self.report["steps"].append(
            {"screen": label, "ms": round((now - self._last) * 1000), "picture": name}
        )
        self._last = self._clock.monotonic()

    def walk(self) -> None:
        """The visit, and after it the proof."""
        if self._wishes.offline_first:
            self._stage.stop("province")
        visit = self.visit()
        if self._wishes.offline_first:
            self._come_back_and_look_up()
        self._keep_papers()
        self._prove(visit)

    def visit(self) -> Visit:
        """One visit from the idle screen to the next one's idle screen."""
        self._resident.arrive()
        wishes = self._wishes
        if isinstance(self._resident, SwitchResident):
            self._resident.see("idle", seconds=LONG_S)
            self._resident.begin()
        self._resident.set_modes(wishes.language, wishes.size, wishes.contrast)
        visit = Visit(self._resident, self._wishes.matter, self._today(), self._wishes.face, self.note)
        visit.choose()
        visit.identify(self._persona.id)
        visit.interview()
        visit.scan()
        visit.check_and_sign()
        result = visit.hand_in()
        self._remember(result)
        self.report["pages"] = visit.pages
        visit.leave()
        self._await_next_visit()
        self.report["seconds"] = round(self._clock.monotonic() - self._begun, 1)
        return visit

    def _today(self) -> date:
        return self._clock.now().astimezone(SHANGHAI).date()

    def _remember(self, result: str) -> None:
        view = self._resident.look()["view"]
        self.report["result"] = {"screen": result, "code": view["code"], "number": view.get("number", ""),
                                 "slip": view["slip"]}  # fmt: skip

    def _await_next_visit(self) -> None:
        """The visit is killed; the warm spare shows the idle screen."""
        self._resident.until(self._gone, "the visit to be gone", LONG_S)
        self._resident.arrive()
        self._resident.see("idle", seconds=LONG_S)
        self.note("idle-again")

    def _gone(self) -> bool:
        try:
            screen: str = self._resident.look()["screen"]
        except OSError:
            return True
        return screen == "idle"

    def _come_back_and_look_up(self) -> None:
        """The province returns; the same filing arrives; its acknowledgement is printed by the code."""
        self._stage.start_province()
        look = self._resident
        code = self.report["result"]["code"].replace(" ", "")

        def delivered() -> bool:
            look.tap("tile-progress")
            look.see("lookup")
            for sign in code:
                look.press(sign)
            look.tap("action-find")
            found = bool(look.see("lookup_result")["state"] == "delivered")
            if not found:
                look.tap("bar-back")
                look.see("lookup")
                look.tap("bar-back")
                look.see("idle")
                self._clock.sleep(1.0)
            return found

        look.until(delivered, "the filing to arrive after the province came back", LONG_S)
        self.note("lookup-result")
        self.report["result"]["number"] = look.look()["view"]["number"]
        look.tap("action-print")
        look.see_that(lambda view: view["slip"]["outcome"] == "done", "the acknowledgement", LONG_S)
        self.note("lookup-printed")
        look.tap_last("action-finish")
        self._await_next_visit()

    def _keep_papers(self) -> None:
        """The printed bytes, their picture, and the A4 copies."""
        from devices.simulators.render_receipt import text, to_png

        tape = base64.b64decode(self._rig.do("printer.tape")["bytes"])
        (self._out / "receipt.bin").write_bytes(tape)
        (self._out / "receipt.png").write_bytes(to_png(tape))
        (self._out / "receipt.txt").write_text(text(tape), encoding="utf-8")
        for pdf in sorted((self._stage.folder / "rig" / "pages").glob("*.pdf")):
            shutil.copy(pdf, self._out / pdf.name)
        self.report["papers"] = sorted(
            path.name for path in self._out.iterdir() if path.suffix in (".pdf", ".txt")
        )

    def _prove(self, visit: Visit) -> None:
        """Exactly one submission at the province; nothing personal at the terminal."""
        listed = self._stage.submissions()
        self.report["province"] = listed
        number = self.report["result"]["number"]
        traces = self.traces(visit.given, [number] if number else [])
        parts = self._stage.handed_in(number) if number else {}
        signed = signed_papers(
            parts,
            self._wishes.matter.partition("@")[0],
            self._out / "handed-in",
            self._stage.folder / "terminal",
            self._clock,
        )
        self.report["signed"] = signed
        whole = all(one["verdict"] == "intact" for one in signed)
        self.report["seconds"] = round(self._clock.monotonic() - self._begun, 1)
        self.report["ok"] = (
            not traces and whole and [row["number"] for row in listed] == [number] and bool(number)
        )

    def traces(self, given: list[str], numbers: list[str]) -> list[dict[str, Any]]:
        """What is left at the terminal of the persona, of what was typed, and of the papers handed in."""
        person = self._persona
        secrets = {
            "name": person.name,
            "number": person.number,
            "address": person.address,
            "birth": person.birth,
        }
        public = public_words()
        secrets |= {f"answer {n}": text for n, text in enumerate(given) if personal(text, public)}
        files: dict[str, bytes] = {}
        for number in numbers:
            found = papers(self._stage.handed_in(number))
            files |= {f"{name} of {number}" if name in files else name: data for name, data in found.items()}
        canary = Canary(secrets, {**card_pictures(person), **files})
        self.report["looked_for"] = canary.labels
        traces = canary.in_processes(family(self._stage.pid("terminal")))
        traces += canary.in_files([self._stage.folder / "terminal", run_folder(self._stage.folder)])
        self.report["traces"] = [asdict(trace) for trace in traces]
        return list(self.report["traces"])


def card_pictures(person: Persona) -> dict[str, bytes]:
    """The photo as the card carries it, and as the comparison held it."""
    block = person.photo_block()
    return {
        "card photo": block[: len(block.rstrip(b"\0"))],
        "photo's pixels": decode_photo(block, simulated=True).rgb,
    }


def papers(parts: dict[str, bytes]) -> dict[str, bytes]:
    """Everything that was handed in as files, and each picture inside: compressed, and its pixels."""
    import pikepdf

    found = dict(parts)
    for name, data in parts.items():
        if data.startswith(b"%PDF"):
            with pikepdf.open(io.BytesIO(data)) as pdf:
                for page in pdf.pages:
                    for key, image in page.images.items():
                        found[f"{name} {key}"] = image.read_raw_bytes()
                        found[f"{name} {key} pixels"] = pikepdf.PdfImage(image).as_pil_image().tobytes()
    return {name: data for name, data in found.items() if len(data) > PIECE}


def public_words() -> str:
    """Everything the catalogue says by itself, such as the examples in its fields, and who is in the directory."""
    from legalnet.catalogue import load_catalogue
    from legalnet.reference import BUILT_IN

    directory = (BUILT_IN / "directory.yaml").read_text(encoding="utf-8")
    return load_catalogue().dump_bundle().decode() + directory


def personal(text: str, public: str) -> bool:
    """Whether a typed text is telling enough to look for, and not an example that stands in every terminal."""
    if text in public:
        return False
    return (len(text) >= 8 and not text.isascii()) or (len(text) >= 11 and text.isdigit())


def run(out: Path, wishes: Wishes, as_json: bool = False) -> int:
    """The command; 0 only when everything held."""
    out.mkdir(parents=True, exist_ok=True)
    for old in [*out.glob("*.png"), *out.glob("*.pdf"), out / "tour.json"]:
        old.unlink(missing_ok=True)
    with tempfile.TemporaryDirectory(prefix="lawbooth-tour-") as folder:
        width, height = SIZES[wishes.landscape]
        stage = Stage(Path(folder), headless=True, width=width, height=height)
        try:
            report = _walk(stage, out, wishes)
        finally:
            stage.stop_all()
            keep_logs(stage, out)
            shutil.rmtree(run_folder(Path(folder)), ignore_errors=True)
    (out / "tour.json").write_text(json.dumps(report, ensure_ascii=False, indent=1), encoding="utf-8")
    sys.stdout.buffer.write(
        (json.dumps(report, ensure_ascii=False) if as_json else words(report)).encode() + b"\n"
    )
    return 0 if report.get("ok") else 1


def _walk(stage: Stage, out: Path, wishes: Wishes) -> dict[str, Any]:
    tour: Tour | None = None
    try:
        stage.start()
        tour = Tour(stage, out, wishes)
        tour.walk()
    except (Stuck, StageError, OSError) as error:
        report = tour.report if tour else {}
        return report | {"ok": False, "trouble": f"{type(error).__name__}: {error}"}
    return tour.report


def keep_logs(stage: Stage, out: Path) -> None:
    """The programs' logs, which hold nothing personal."""
    for log in (stage.folder / "logs").glob("*.log"):
        shutil.copy(log, out / log.name)


def words(report: dict[str, Any]) -> str:
    """The report in a few lines."""
    result = report.get("result", {})
    lines = [
        f"{len(report.get('steps', []))} screens in {report.get('seconds', '?')} s",
        f"code {result.get('code', '-')}, number {result.get('number', '-')}, slip {result.get('slip', {})}",
        f"submissions at the province: {len(report.get('province', []))}; traces left: {len(report.get('traces', []))}",
    ]
    if report.get("signed"):
        said = (f"{one['name']} {one['verdict']}" for one in report["signed"])
        lines.append(f"signed by the terminal: {', '.join(said)}")
    if report.get("trouble"):
        lines.append(f"stopped: {report['trouble']}")
    return "\n".join([*lines, "everything held" if report.get("ok") else "NOT as it should be"])

"""Province, simulated hardware and terminal on one machine, each a process of its own, started by its own command."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import re
import secrets
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from devices.life import Kind
from kiosk.clock import SystemClock
from kiosk.dock.line import Line
from kiosk.visit.pin import hash_pin
from kiosk.visit.service_card import DEMO_CARD, enrol

if TYPE_CHECKING:
    import requests

ROOT = Path(__file__).parent.parent.parent
CLOCK = SystemClock()
START_S = 240.0
"""A machine that also builds or tests something takes ten times as long as an idle one."""
DEMO_PIN = "246810"
"""The attendant's PIN of demonstrations, told where the demonstration starts; a real site sets its own."""
TECHNICIAN_PIN = "135790"
"""The PIN of the technician's screen in demonstrations, reached by holding the logo for three seconds."""


class StageError(Exception):
    """A process did not start or did not stay; says which, and where its log is."""


class Stage:
    """The three programs and their folders."""

    def __init__(
        self, folder: Path, headless: bool, width: int = 1080, height: int = 1920, driver: bool = True,
        *, cuttable: bool = False, fullscreen: bool = False, living: bool = False,
    ) -> None:  # fmt: skip
        self.folder = folder
        self._cuttable = cuttable
        self._living = living
        self._line: Line | None = None
        self._signed_in: requests.Session | None = None
        self._headless = headless
        self._fullscreen = fullscreen
        self._size = (width, height)
        self._driver = driver
        self._processes: dict[str, subprocess.Popen[bytes]] = {}
        self.ready: dict[str, Any] = {}
        self.rig: dict[str, Any] = {}
        for name in ("province", "rig", "terminal", "logs"):
            (folder / name).mkdir(mode=0o700, parents=True, exist_ok=True)

    # ------------------------------------------------------------------ starting

    def start(self) -> None:
        """Everything, in the order that each needs the other."""
        self.start_province()
        self.start_rig()
        if self._cuttable:
            self.lay_line()
        self.enrol()
        self.start_terminal()

    def lay_line(self) -> None:
        """Between terminal and province, so that the fault dock can cut it."""
        self._line = Line(int(self.ready["url"].rpartition(":")[2]), self.line_socket, CLOCK)
        self._line.start()

    def start_province(self, *faults: str) -> None:
        """The embedded gateway on a loopback port, the same one after a restart; `faults` as `gateway --fault` takes."""
        ready = self.folder / "province-ready.json"
        ready.unlink(missing_ok=True)
        port = self.ready.get("url", ":0").rpartition(":")[2]
        self._spawn("province", "gateway", "--data", str(self.folder / "province"), "--port", port,
                    "--ready-file", str(ready), *(("--demo-data",) if self._living else ()),
                    *(f"--fault={fault}" for fault in faults))  # fmt: skip
        self.ready = self._await_json("province", ready)

    def start_rig(self) -> None:
        """The simulated devices."""
        self._spawn("rig", "simulate", "--dir", str(self.folder / "rig"))
        self.rig = self._await_json("rig", self.folder / "rig" / "rig.json")

    def enrol(self) -> None:
        """The terminal introduces itself to the province, once."""
        if (self.folder / "terminal" / "enrolment.json").exists():
            return
        done = subprocess.run(
            [sys.executable, str(ROOT / "main.py"), "enrol", "--url", self._way,
             "--code", self.ready["enrol_code"]],
            env=self._environment(), cwd=ROOT, capture_output=True, text=True, check=False, timeout=60,
        )  # fmt: skip
        if done.returncode != 0:
            raise StageError(f"enrolment failed: {done.stderr.strip()[-300:]}")

    def take_in_laws(self, texts: Path) -> None:
        """The statutes in a folder become the terminal's own, to be read in full there."""
        done = subprocess.run(
            [sys.executable, str(ROOT / "main.py"), "laws", "import", str(texts)],
            env=self._environment(), cwd=ROOT, capture_output=True, text=True, check=False, timeout=60,
        )  # fmt: skip
        if done.returncode != 0:
            raise StageError(f"no laws were taken in: {done.stderr.strip()[-300:]}")

    def start_terminal(self) -> None:
        """The keeper, which starts the visits."""
        self._spawn("terminal", "run")

    def restart_terminal(self) -> None:
        """After a kill: the same terminal again."""
        self.stop("terminal")
        self.start_terminal()

    # ------------------------------------------------------------------ stopping

    def stop(self, name: str, how: int = signal.SIGTERM) -> None:
        """End one of the programs; by SIGKILL if it does not go."""
        process = self._processes.pop(name, None)
        if process is None:
            return
        with contextlib.suppress(ProcessLookupError):
            process.send_signal(how)
        try:
            process.wait(timeout=15)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()

    def stop_all(self) -> None:
        """The terminal first, the province last."""
        for name in ("window", "terminal", "rig", "province"):
            self.stop(name)
        if self._line is not None:
            self._line.stop()
        if self._signed_in is not None:
            self._signed_in.close()

    def pid(self, name: str) -> int:
        """Process id of one of the programs."""
        return self._processes[name].pid

    def check(self) -> None:
        """Raises `StageError` when one of them has died."""
        for name, process in self._processes.items():
            if process.poll() is not None:
                raise StageError(f"{name} ended with {process.returncode}; see {self.log(name)}")

    def wait(self, name: str) -> int:
        """Until that program ends by itself."""
        return self._processes[name].wait()

    def submissions(self) -> list[dict[str, str]]:
        """What the staff page of the province lists, newest first: `number` each."""
        session, staff = self._staff()
        page = session.get(staff, timeout=20)
        page.raise_for_status()
        return [
            {"number": number}
            for number in dict.fromkeys(re.findall(r"/staff/submissions/(\d+)\"", page.text))
        ]

    def handed_in(self, number: str) -> dict[str, bytes]:
        """The opened documents and materials of a submission, as the staff page shows them."""
        session, staff = self._staff()
        page = session.get(f"{staff}/submissions/{number}", timeout=20)
        page.raise_for_status()
        names = dict.fromkeys(re.findall(rf"/staff/submissions/{number}/parts/([a-z0-9._-]+)", page.text))
        found = {name: session.get(f"{page.url}/parts/{name}", timeout=20) for name in names}
        for part in found.values():
            part.raise_for_status()
        return {name: part.content for name, part in found.items()}

    def _staff(self) -> tuple[requests.Session, str]:
        """Signed in once at the province's page (its code counts once): the session, and the page's address."""
        staff = f"{self.ready['url']}/staff"
        if self._signed_in is None:
            self._signed_in = _sign_in(staff, Path(self.ready["staff_password_file"]))
        return self._signed_in, staff

    # ------------------------------------------------------------------ inner

    @property
    def driver_socket(self) -> Path:
        """Where the visit on the screen can be touched."""
        return self.folder / "terminal" / "driver.sock"

    @property
    def line_socket(self) -> Path:
        """Where the network line is controlled."""
        return self.folder / "line.sock"

    @property
    def _way(self) -> str:
        """Where the terminal reaches the province."""
        return self._line.url if self._line is not None else str(self.ready["url"])

    def log(self, name: str) -> Path:
        """Where a program's words go."""
        return self.folder / "logs" / f"{name}.log"

    def open_window(self) -> None:
        """The fault dock, which stands for the hardware and what goes wrong with it."""
        line = ("--line", str(self.line_socket)) if self._line is not None else ()
        self._spawn("window", "dock", "--window", "--control", str(self.rig["control"]), *line)

    def _spawn(self, name: str, *arguments: str) -> None:
        with self.log(name).open("ab") as log:
            self._processes[name] = subprocess.Popen(
                [sys.executable, str(ROOT / "main.py"), *arguments],
                cwd=ROOT, env=self._environment(), stdin=subprocess.DEVNULL, stdout=log, stderr=log,
            )  # fmt: skip

    def _environment(self) -> dict[str, str]:
        """Settings of the terminal as the environment, so that no file of the machine is needed."""
        width, height = self._size
        own = {
            "LAWBOOTH_TERMINAL_FOLDER": str(self.folder / "terminal"),
            "LAWBOOTH_TERMINAL_RUN_FOLDER": str(run_folder(self.folder)),
            "LAWBOOTH_TERMINAL_STAFF_PIN_HASH": hash_pin(DEMO_PIN, b"demonstration000"),
            "LAWBOOTH_TERMINAL_TECHNICIAN_PIN_HASH": hash_pin(TECHNICIAN_PIN, b"demonstration001"),
            "LAWBOOTH_TERMINAL_SERVICE_CARDS": enrol(DEMO_CARD, b"demonstration002"),
            "LAWBOOTH_SCREEN_WIDTH": str(width),
            "LAWBOOTH_SCREEN_HEIGHT": str(height),
            "LAWBOOTH_SCREEN_FULLSCREEN": "true" if self._fullscreen else "false",
            "PYTHONPATH": str(ROOT),
        }
        if self.ready:
            own["LAWBOOTH_PROVINCE_URL"] = self._way
        for kind in Kind:
            if self.rig:
                own[f"LAWBOOTH_DEVICES_{kind.value.upper()}"] = self.rig[kind.value]
        if self.rig:
            own["LAWBOOTH_DEMO_CLOCK_FILE"] = self.rig["clock"]
        if self._driver:
            own["LAWBOOTH_DEMO_DRIVER_SOCKET"] = str(self.driver_socket)
        if self._headless:
            own |= {
                "QT_QPA_PLATFORM": f"offscreen:configfile={self._screen_file()}",
                "QT_QUICK_BACKEND": "software",
            }
        return {**os.environ, **own}

    def _screen_file(self) -> Path:
        """The offscreen platform's screen, of the terminal's size."""
        path = self.folder / "screen.json"
        width, height = self._size
        screen = {"name": "terminal", "x": 0, "y": 0, "width": width, "height": height, "logicalDpi": 96,
                  "logicalBaseDpi": 96, "dpr": 1}  # fmt: skip
        path.write_text(json.dumps({"screens": [screen]}), encoding="utf-8")
        return path

    def _await_json(self, name: str, path: Path) -> dict[str, Any]:
        def found() -> dict[str, Any] | None:
            self.check()
            try:
                return dict(json.loads(path.read_text(encoding="utf-8")))
            except (OSError, ValueError):
                return None

        return dict(await_value(found, START_S, f"{name} did not get ready; see {self.log(name)}"))


def _sign_in(staff: str, file: Path) -> requests.Session:
    """A session of the first administrator. A code counts once, so the next one is tried when one was used.

    Raises `StageError`.
    """
    import pyotp
    import requests

    account, password, address = file.read_text(encoding="utf-8").split()
    totp = pyotp.parse_uri(address)
    assert isinstance(totp, pyotp.TOTP)  # noqa: S101 - the province writes nothing else
    session = requests.Session()
    session.trust_env = False
    for ahead in range(2):
        code = totp.at(CLOCK.now(), counter_offset=ahead)
        form = {"account": account, "password": password, "code": code}
        page = session.post(f"{staff}/sign-in", data=form, timeout=60)
        if page.ok:
            if page.url.endswith("/password"):
                _choose_password(session, page, file)
            return session
    session.close()
    raise StageError("the province's page does not let us in")


def _choose_password(session: requests.Session, page: requests.Response, file: Path) -> None:
    """Change the password that was given out, as everybody must at first; the new one is noted where the old one was.

    Raises `StageError`.
    """
    account, password, address = file.read_text(encoding="utf-8").split()
    own = secrets.token_urlsafe(18)
    csrf = page.text.partition('name="csrf" value="')[2].partition('"')[0]
    form = {"csrf": csrf, "current": password, "new": own, "again": own}
    if session.post(page.url, data=form, timeout=60).url.endswith("/password"):
        raise StageError("the province's page does not take a new password")
    file.write_text(f"{account}\n{own}\n{address}\n", encoding="utf-8")


def run_folder(folder: Path) -> Path:
    """The folder in memory for the visits of this stage."""
    name = hashlib.sha256(str(folder.resolve()).encode()).hexdigest()[:12]
    return Path(f"/dev/shm/lawbooth-{os.getuid()}") / name  # noqa: S108 - tmpfs is meant


def await_value(look: Callable[[], Any], seconds: float, trouble: str) -> Any:
    """Look again and again until there is something; raises `StageError` with `trouble`."""
    end = CLOCK.monotonic() + seconds
    while CLOCK.monotonic() < end:
        value = look()
        if value:
            return value
        CLOCK.sleep(0.05)
    raise StageError(trouble)

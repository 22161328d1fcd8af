"""Work beside the screen gets its signatures through the screen's line, and never waits for ever."""

from __future__ import annotations

import subprocess
import threading
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from kiosk.clock import SystemClock
from kiosk.documents.attest import NotAttested, attest
from kiosk.documents.verify_worker import inspect
from kiosk.keeper.link import ANSWERS, Link
from kiosk.keeper.signing import SigningDesk
from kiosk.visit.attesting import KeeperAttestor
from kiosk.visit.paper import joined
from province.gateway.authority import new_authority
from tests.kiosk.documents.seals import PLACE, Desk, certified, now
from tests.kiosk.documents.test_verify import notice


class Screen:
    """A screen's thread that ticks, over a real line to a real signing desk."""

    def __init__(self, desk: SigningDesk) -> None:
        ours, raw = Link.pair()
        self.keeper, self.line, self.desk = ours, Link(raw), desk
        self.attestor = KeeperAttestor(self.line.send, answer_s=60)

    def tick(self) -> None:
        """Both ends, once."""
        self.attestor.tick()
        for message in self.keeper.receive():
            self.desk.hear(self, message, self.keeper.send)
        self.desk.tick()
        for message in self.line.receive():
            assert message["kind"] in ANSWERS
            self.attestor.hear(message)

    def until(self, work: threading.Thread) -> None:
        """Tick while the work goes on."""
        clock = SystemClock()
        end = clock.monotonic() + 120
        while work.is_alive():
            assert clock.monotonic() < end
            self.tick()
            clock.sleep(0.01)

    def close(self) -> None:
        """Hang up."""
        self.keeper.close()
        self.line.close()


def beside(screen: Screen, work: Any) -> list[Any]:
    """What the work gave, done in a thread of its own while the screen ticks."""
    found: list[Any] = []
    thread = threading.Thread(target=lambda: found.append(work()), daemon=True)
    thread.start()
    screen.until(thread)
    return found


def test_a_document_is_signed_over_the_line(tmp_path: Path) -> None:
    authority = new_authority("省根", now())
    certified(tmp_path, authority)
    screen = Screen(SigningDesk(tmp_path, None, "", SystemClock()))
    pdf = notice()
    (made,) = beside(screen, lambda: attest(pdf, screen.attestor, now(), PLACE, "0" * 64))
    screen.close()
    assert made.level == "terminal"
    assert inspect(made.pdf, [authority.pem], [], now()).verdict == "intact"


def test_the_copies_of_one_print_carry_no_broken_signature(tmp_path: Path) -> None:
    key = certified(tmp_path, new_authority("省根", now()))
    made = attest(notice(), Desk(key), now(), PLACE).pdf
    copies = tmp_path / "copies.pdf"
    copies.write_bytes(joined([made, made]))
    said = subprocess.run(["pdfsig", copies], capture_output=True, text=True, check=False).stdout
    assert "does not contain any signatures" in said
    assert len(PdfReader(copies).pages) == 2


def test_a_terminal_without_a_certificate_hands_in_as_it_is(tmp_path: Path) -> None:
    screen = Screen(SigningDesk(tmp_path, None, "", SystemClock()))
    (made,) = beside(screen, lambda: attest(b"%PDF-1.7", screen.attestor, now(), PLACE))
    screen.close()
    assert (made.level, made.pdf) == ("none", b"%PDF-1.7")


def test_a_silent_keeper_is_waited_for_once() -> None:
    said: list[str] = []
    attestor = KeeperAttestor(lambda kind, **_: said.append(kind), answer_s=0.05)
    assert attestor.chain == ""
    with pytest.raises(NotAttested, match="unreachable"):
        attestor.sign(bytes(32))
    attestor.tick()
    assert said == ["signer"]


def test_an_answer_nobody_waits_for_is_dropped() -> None:
    KeeperAttestor(lambda *_, **__: None).hear({"kind": "attested", "request_id": "gone", "signature": "00"})

"""Several people in one room with real browsers, and what each of them sees and hears, counted in media bytes."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import Any

import requests
from playwright.sync_api import Browser, Page

from province.gateway.accounts.store import StaffRole
from tests.province.browsers import command, terminal_page, told, until
from tests.province.meeting import API
from tests.province.running import Running
from tests.province.staffing import at_the_desk, browser, hire

SPY = """
window.pcs = [];
const Real = window.RTCPeerConnection;
window.RTCPeerConnection = class extends Real { constructor(...a) { super(...a); window.pcs.push(this); } };
window.counted = async () => {
  const sum = { frames: 0, video: 0, audio: 0, energy: 0, sent: 0, width: 0, ways: [], states: [] };
  for (const pc of window.pcs) {
    if (pc.connectionState === 'closed') continue;
    sum.states.push(pc.connectionState);
    const report = await pc.getStats();
    report.forEach((one) => {
      if (one.type === 'inbound-rtp' && one.kind === 'video') {
        sum.frames += one.framesDecoded || 0;
        sum.video += one.bytesReceived;
        sum.width = Math.max(sum.width, one.frameWidth || 0);
      }
      if (one.type === 'inbound-rtp' && one.kind === 'audio') {
        sum.audio += one.bytesReceived;
        sum.energy += one.totalAudioEnergy || 0;
      }
      if (one.type === 'outbound-rtp') sum.sent += one.bytesSent;
      if (one.type === 'candidate-pair' && one.nominated && one.state === 'succeeded') {
        const kind = (id) => report.get(id)?.candidateType;
        sum.ways.push([kind(one.localCandidateId), kind(one.remoteCandidateId)]);
      }
    });
  }
  return sum;
};
"""
"""Keeps every connection that the page makes, to read its figures; the page itself is the one that ships."""


@dataclass
class Person:
    """Somebody in the room, in a browser."""

    page: Page
    session: requests.Session
    seat: str = ""

    def counted(self) -> dict[str, Any]:
        """Frames decoded, bytes of pictures and sound received, energy of the sound, over all live connections."""
        return dict(self.page.evaluate("window.counted()"))

    def say(self, kind: str, **members: Any) -> None:
        """A message to the room."""
        command(self.page, do="say", message={"kind": kind, **members})

    def room(self, more: str) -> dict[str, Any]:
        """The room as this person is told it, once `more` (in terms of `room`) holds of the latest."""
        until(self.page, f"(({{room}}) => {more})(window.told.findLast((one) => one.event === 'room'))")
        found = self.page.evaluate("window.told.findLast((one) => one.event === 'room').room")
        return dict(found)

    def sees(self, frames: int = 15) -> None:
        """Until so many frames more are decoded."""
        before = self.counted()["frames"]
        until(self.page, f"window.counted().then((one) => one.frames >= {before + frames})")


@dataclass
class Gathering:
    """A room with its people."""

    url: str
    """Where browsers reach the gateway."""
    browser: Browser
    room: str
    host: Person
    people: list[Person] = field(default_factory=list)

    def invite(self, role: str = "party", **enter: Any) -> Person:
        """Somebody from outside, let in by the host."""
        base = f"{self.url}{API}/rooms/{self.room}"
        answer = self.host.session.post(f"{base}/invitations", json={"role": role}, timeout=60)
        session = browser()
        session.headers["Authorization"] = f"Bearer {answer.json()['secret']}"
        person = Person(page_with_spy(self.browser, self.url), session)
        take_seat(self, person, **enter)
        self.host.say("admit", seat=person.seat)
        person.room(f"room.seats.some((seat) => seat.id === '{person.seat}' && seat.admitted)")
        self.people.append(person)
        return person


def page_with_spy(browser: Browser, url: str) -> Page:
    """The terminal's page, its connections countable."""
    return terminal_page(browser, url, SPY)


def take_seat(gathering: Gathering, person: Person, **enter: Any) -> None:
    """By a token of their own."""
    rooms = f"{API}/rooms/{gathering.room}"
    answer = person.session.post(f"{gathering.url}{rooms}/tokens", timeout=60)
    socket = f"{gathering.url.replace('http', 'ws', 1)}{rooms}/ws"
    command(person.page, do="enter", url=socket, token=answer.json()["token"], width=320, **enter)
    person.seat = str(told(person.page, "room")["own"])


def gather(province: Running, browser: Browser, kind: str, role: StaffRole, url: str = "") -> Gathering:
    """A room of that kind with its host in it; `url`: where browsers reach the gateway, if elsewhere."""
    desk = at_the_desk(province, hire(province, f"host{time.monotonic_ns()}", role, display="周敏"))
    return gather_at(url or province.url, browser, kind, desk)


def gather_at(url: str, browser: Browser, kind: str, desk: requests.Session) -> Gathering:
    """The same by somebody who is signed in already."""
    answer = desk.post(f"{url}{API}/rooms", json={"kind": kind}, timeout=60)
    assert answer.status_code == 201, answer.text
    room = answer.json()["room"]
    found = Gathering(url, browser, room, Person(page_with_spy(browser, url), desk))
    take_seat(found, found.host)
    return found


def growth(person: Person, seconds: float) -> dict[str, float]:
    """How much came in that time, by figure."""
    before = person.counted()
    person.page.wait_for_timeout(seconds * 1000)
    after = person.counted()
    return {name: after[name] - before[name] for name in ("frames", "video", "audio", "energy", "sent")}

"""What can happen to one request on its way to the province and back: the network's troubles as data."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum


class Trouble(StrEnum):
    """One kind of trouble, named by what it does."""

    NONE = "none"
    LATE = "late"
    """Everything comes later, both ways."""
    HUNG_UP = "hung_up"
    """The connection is reset before anything arrives."""
    SWALLOWED = "swallowed"
    """The request goes nowhere, and nobody says so."""
    CUT = "cut"
    """The connection is reset in the middle of the request's body, on both sides."""
    STALLED = "stalled"
    """The body stops in the middle; both connections stand, nothing comes any more."""
    HALF_OPEN = "half_open"
    """The terminal's connection breaks in the middle of the body, the province's stands for long afterwards."""
    ANSWER_LOST = "answer_lost"
    """The province does what was asked; its answer meets a reset connection."""
    ANSWER_STALLED = "answer_stalled"
    """It does what was asked; its answer never comes, and nobody says so."""
    ANSWER_TORN = "answer_torn"
    """Half of the answer arrives."""
    ANSWER_DRIPS = "answer_drips"
    """The answer comes byte by byte, each after a pause."""
    TWICE = "twice"
    """The request is delivered twice; the first answer comes back."""
    TWICE_SECOND = "twice_second"
    """The same, but it is the second answer that comes back."""
    TWICE_LATER = "twice_later"
    """The same request is delivered once more after the next one."""
    PAGE = "page"
    """A machine in between answers with an error page of its own; the request does not arrive."""
    PAGE_AFTER = "page_after"
    """The request arrives, and an error page comes back all the same."""
    PORTAL = "portal"
    """A captive portal answers everything with its own page."""
    PORTAL_REDIRECT = "portal_redirect"
    """A captive portal sends everybody to its login."""


@dataclass(frozen=True)
class Weather:
    """Trouble for one request, with its particulars where it has any."""

    trouble: Trouble = Trouble.NONE
    share: float = 0.5
    """How much of the body gets over before it is cut or stalls, 0 to 1."""
    status: int = 502
    """Of an error page."""
    retry_after: int | None = None
    """Seconds that an error page asks for."""
    pause_s: float = 0.3
    """Of what is late or drips."""


FINE = Weather()


@dataclass(frozen=True)
class Head:
    """The head of a request or an answer as it travelled."""

    raw: bytes
    """With the empty line at its end."""

    @property
    def start(self) -> tuple[str, ...]:
        """The words of the first line: method and path, or version and status."""
        return tuple(self.raw.partition(b"\r\n")[0].decode("latin-1").split(" ", 2))

    def value(self, name: str) -> str:
        """A header's value, empty when there is none."""
        wanted = name.lower().encode()
        for line in self.raw.split(b"\r\n")[1:]:
            key, _, value = line.partition(b":")
            if key.strip().lower() == wanted:
                return value.strip().decode("latin-1")
        return ""

    @property
    def length(self) -> int:
        """Bytes of the body that it announces."""
        found = self.value("content-length")
        return int(found) if found.isdigit() else 0

    def closing(self) -> bytes:
        """The same head, asking to close the connection afterwards."""
        lines = [line for line in self.raw[:-4].split(b"\r\n") if not line.lower().startswith(b"connection:")]
        return b"\r\n".join([*lines, b"Connection: close", b"", b""])

    def lasting(self) -> bytes:
        """The same head without a word about closing."""
        lines = [line for line in self.raw[:-4].split(b"\r\n") if not line.lower().startswith(b"connection:")]
        return b"\r\n".join([*lines, b"", b""])


Forecast = Callable[[Head], Weather]
"""The weather for a request by its head; called from the thread of its connection."""


def page(status: int, html: str, *more: str) -> bytes:
    """An answer that is not the province's."""
    body = html.encode()
    lines = [
        f"HTTP/1.1 {status} Trouble", "Content-Type: text/html; charset=utf-8", f"Content-Length: {len(body)}", *more,
    ]  # fmt: skip
    return "\r\n".join([*lines, "", ""]).encode() + body


def answer_in_between(weather: Weather) -> bytes:
    """What the machine in between says in this weather."""
    if weather.trouble is Trouble.PORTAL:
        return page(200, "<html><h1>Please accept our terms</h1></html>")
    if weather.trouble is Trouble.PORTAL_REDIRECT:
        return page(302, "", "Location: http://login.example/")
    wish = () if weather.retry_after is None else (f"Retry-After: {weather.retry_after}",)
    return page(weather.status, f"<html><h1>{weather.status}</h1></html>", *wish)

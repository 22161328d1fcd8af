"""An IPP printer on the loopback address: real IPP bytes over HTTP, and it can be told to fail."""

from __future__ import annotations

import contextlib
import ssl
import struct
import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from devices.page_printer.ipp import BUSY, GONE, Group, Operation, Tag, Value, decode

SILENCE_S = 8.0
"""How long it says nothing when muted; longer than anybody should wait."""
NOT_POSSIBLE = 0x0404
HELD = 4
"""job-state pending-held."""


def attribute(tag: int, name: str, value: bytes) -> bytes:
    """One attribute as it travels."""
    return struct.pack(">BH", tag, len(name)) + name.encode() + struct.pack(">H", len(value)) + value


def integer(name: str, value: int, tag: int = Tag.ENUM) -> bytes:
    """An enum or integer attribute."""
    return attribute(tag, name, struct.pack(">i", value))


def _nowhere(number: int, name: str, document: bytes) -> None:
    """Paper that nobody looks at."""


class IppSimulator:
    """Prints each job after `polls` questions about it, unless something is wrong."""

    def __init__(
        self, came_out: Callable[[int, str, bytes], None] = _nowhere, tls: ssl.SSLContext | None = None
    ) -> None:
        """`came_out` gets number, name and document of each job that was printed, on the printer's thread."""
        self._came_out = came_out
        self.reasons: list[str] = ["none"]
        self.reasons_at_work: list[str] = []
        self.state = 3
        self.accepting = True
        self.busy = 0
        self.polls = 1
        self.stuck = False
        self.held = False
        self.aborts = False
        self.reply: bytes | None = None
        self.hang_up_on: int = 0
        self.http = 200
        self.jobs: dict[int, int] = {}
        self.asked: list[int] = []
        self.documents: list[bytes] = []
        self.sent: list[dict[str, list[Value]]] = []
        self.waits: dict[int, int] = {}
        self._tls = tls
        self._speaking = threading.Event()
        self._speaking.set()
        self._torn = self._noisy = False
        self._server = self._listen(0)
        self._port = int(self._server.server_address[1])

    @property
    def uri(self) -> str:
        """Its address."""
        scheme, host = ("ipps", "localhost") if self._tls else ("ipp", "127.0.0.1")
        return f"{scheme}://{host}:{self._port}/ipp/print"

    @property
    def printed(self) -> int:
        """How many documents came out whole."""
        return sum(state == 9 for state in self.jobs.values())

    @property
    def waiting(self) -> int:
        """How many documents may still come out."""
        return sum(state < 7 for state in self.jobs.values())

    def start(self) -> None:
        """Listen."""
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()

    def stop(self) -> None:
        """Listen no more."""
        self._speaking.set()
        self._server.shutdown()
        self._server.server_close()

    def unplug(self, on: bool) -> None:
        """Pull the network cable out, or put it back at the same address."""
        if on:
            self._server.shutdown()
            self._server.server_close()
        else:
            self._server = self._listen(self._port)
            self.start()

    def mute(self, on: bool) -> None:
        """Take questions and say nothing."""
        if on:
            self._speaking.clear()
        else:
            self._speaking.set()

    def tear(self, on: bool) -> None:
        """Send only half of each answer."""
        self._torn = on

    def babble(self, on: bool) -> None:
        """Send something that is no IPP."""
        self._noisy = on

    def empty_tray(self, on: bool) -> None:
        """Take the paper out, or put some in."""
        self.reasons = ["media-empty-error"] if on else ["none"]

    def spoil(self, data: bytes) -> bytes:
        """An answer as it goes out."""
        self._speaking.wait(SILENCE_S)
        if self._noisy:
            return bytes(range(256))
        return data[: len(data) // 2] if self._torn else data

    def _listen(self, port: int) -> ThreadingHTTPServer:
        server = ThreadingHTTPServer(("127.0.0.1", port), handler_for(self))
        server.daemon_threads = True
        server.block_on_close = False
        if self._tls is not None:
            server.socket = self._tls.wrap_socket(server.socket, server_side=True)
        return server

    def answer(self, body: bytes) -> bytes:
        """The bytes of the answer to a request."""
        operation = struct.unpack_from(">H", body, 2)[0]
        request = decode(body)
        self.asked.append(operation)
        if self.reply is not None:
            return self.reply
        match operation:
            case Operation.PRINT_JOB:
                return self._print(body, {**request.get(Group.OPERATION), **request.get(Group.JOB)})
            case Operation.GET_JOB_ATTRIBUTES:
                return self._tell(int(str(request.get(Group.OPERATION)["job-id"][0])))
            case Operation.GET_JOBS:
                wanted = request.get(Group.OPERATION)["which-jobs"] == ["not-completed"]
                return self._list({job for job, state in self.jobs.items() if (state < 7) == wanted})
            case Operation.CANCEL_JOB:
                return self._cancel(int(str(request.get(Group.OPERATION)["job-id"][0])))
            case _:
                return self._response(0, Group.PRINTER, self._attributes())

    def _print(self, body: bytes, attributes: dict[str, list[Value]]) -> bytes:
        if self.busy:
            self.busy -= 1
            return self._response(BUSY)
        job = len(self.jobs) + 1
        self.jobs[job], self.waits[job] = HELD if self.held else 5, self.polls
        self.sent.append(attributes)
        self.documents.append(body[body.index(b"%PDF") :])
        return self._response(
            0, Group.JOB, integer("job-id", job, Tag.INTEGER) + integer("job-state", self.jobs[job])
        )

    def _cancel(self, job: int) -> bytes:
        if self.jobs.get(job, 9) >= 7:
            return self._response(NOT_POSSIBLE)
        self.jobs[job] = 7
        return self._response(0)

    def _list(self, jobs: set[int]) -> bytes:
        parts = [
            bytes([Group.JOB])
            + integer("job-id", job, Tag.INTEGER)
            + attribute(Tag.NAME, "job-name", str(self.sent[job - 1]["job-name"][0]).encode())
            + integer("job-state", self.jobs[job])
            for job in sorted(jobs)
        ]
        return self._response(0)[:-1] + b"".join(parts) + bytes([Group.END])

    def _tell(self, job: int) -> bytes:
        if job not in self.jobs:
            return self._response(GONE[0])
        if self.jobs[job] == HELD and not self.held:
            self.jobs[job] = 5
        if self.jobs[job] == 5 and not self.stuck:
            self.waits[job] -= 1
            if self.waits[job] < 0:
                self._end(job)
        return self._response(0, Group.JOB, integer("job-state", self.jobs[job]))

    def _end(self, job: int) -> None:
        self.jobs[job] = 8 if self.aborts else 9
        if not self.aborts:
            self._came_out(job, str(self.sent[job - 1]["job-name"][0]), self.documents[job - 1])

    def _attributes(self) -> bytes:
        at_work = 5 in self.jobs.values()
        reasons = self.reasons_at_work if at_work and self.reasons_at_work else self.reasons
        keywords = [
            attribute(Tag.KEYWORD, "" if at else "printer-state-reasons", reason.encode())
            for at, reason in enumerate(reasons)
        ]
        accepting = attribute(Tag.BOOLEAN, "printer-is-accepting-jobs", bytes([self.accepting]))
        who = attribute(Tag.TEXT, "printer-make-and-model", b"Lawbooth simulated A4")
        who += attribute(Tag.TEXT, "printer-firmware-string-version", b"1.0")
        return integer("printer-state", self.state) + b"".join(keywords) + accepting + who

    @staticmethod
    def _response(status: int, group: int = 0, attributes: bytes = b"") -> bytes:
        head = b"\x01\x01" + struct.pack(">HI", status, 1) + bytes([Group.OPERATION])
        charset = attribute(Tag.CHARSET, "attributes-charset", b"utf-8")
        part = bytes([group]) + attributes if group else b""
        return head + charset + part + bytes([Group.END])


def handler_for(printer: IppSimulator) -> type[BaseHTTPRequestHandler]:
    """The HTTP side of a printer."""

    class Handler(BaseHTTPRequestHandler):
        """One connection."""

        def do_POST(self) -> None:
            """A request; hanging up on it is one way to answer."""
            body = self.rfile.read(int(self.headers["Content-Length"]))
            if body[3] == printer.hang_up_on:
                self.close_connection = True
                return
            data = printer.spoil(printer.answer(body))
            with contextlib.suppress(OSError):  # whoever asked does not wait any more
                self.send_response(printer.http)
                self.send_header("Content-Type", "application/ipp")
                self.send_header("Content-Length", str(len(data)))
                self.end_headers()
                self.wfile.write(data)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 # the base class's name
            """Say nothing."""

    return Handler

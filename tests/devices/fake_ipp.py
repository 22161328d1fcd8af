"""A printer in this process that speaks real IPP bytes over HTTP and can be told to fail."""

from __future__ import annotations

import ssl
import struct
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from devices.page_printer.ipp import BUSY, Group, Operation, Tag, decode


def attribute(tag: int, name: str, value: bytes) -> bytes:
    """One attribute as it travels."""
    return struct.pack(">BH", tag, len(name)) + name.encode() + struct.pack(">H", len(value)) + value


def integer(name: str, value: int, tag: int = Tag.ENUM) -> bytes:
    """An enum or integer attribute."""
    return attribute(tag, name, struct.pack(">i", value))


class FakePrinter:
    """Prints each job after `polls` questions about it, unless something is wrong."""

    def __init__(self, tls: ssl.SSLContext | None = None) -> None:
        self.reasons: list[str] = ["none"]
        self.reasons_at_work: list[str] = []
        self.state = 3
        self.accepting = True
        self.busy = 0
        self.polls = 1
        self.stuck = False
        self.aborts = False
        self.reply: bytes | None = None
        self.hang_up_on: int = 0
        self.http = 200
        self.jobs: dict[int, int] = {}
        self.asked: list[int] = []
        self.documents: list[bytes] = []
        self.sent: list[dict[str, list[object]]] = []
        self.waits: dict[int, int] = {}
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), handler_for(self))
        self._tls = tls is not None
        if tls is not None:
            self._server.socket = tls.wrap_socket(self._server.socket, server_side=True)
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)

    @property
    def uri(self) -> str:
        """Its address."""
        scheme, host = ("ipps", "localhost") if self._tls else ("ipp", "127.0.0.1")
        return f"{scheme}://{host}:{self._server.server_address[1]}/ipp/print"

    def start(self) -> None:
        """Listen."""
        self._thread.start()

    def stop(self) -> None:
        """Listen no more."""
        self._server.shutdown()
        self._server.server_close()

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
            case Operation.CANCEL_JOB:
                self.jobs[int(str(request.get(Group.OPERATION)["job-id"][0]))] = 7
                return self._response(0)
            case _:
                return self._response(0, Group.PRINTER, self._attributes())

    def _print(self, body: bytes, attributes: dict[str, list[object]]) -> bytes:
        if self.busy:
            self.busy -= 1
            return self._response(BUSY)
        job = len(self.jobs) + 1
        self.jobs[job], self.waits[job] = 5, self.polls
        self.sent.append(attributes)
        self.documents.append(body[body.index(b"%PDF") :])
        return self._response(0, Group.JOB, integer("job-id", job, Tag.INTEGER) + integer("job-state", 5))

    def _tell(self, job: int) -> bytes:
        if self.jobs[job] == 5 and not self.stuck:
            self.waits[job] -= 1
            if self.waits[job] < 0:
                self.jobs[job] = 8 if self.aborts else 9
        return self._response(0, Group.JOB, integer("job-state", self.jobs[job]))

    def _attributes(self) -> bytes:
        at_work = 5 in self.jobs.values()
        reasons = self.reasons_at_work if at_work and self.reasons_at_work else self.reasons
        keywords = [
            attribute(Tag.KEYWORD, "" if at else "printer-state-reasons", reason.encode())
            for at, reason in enumerate(reasons)
        ]
        accepting = attribute(Tag.BOOLEAN, "printer-is-accepting-jobs", bytes([self.accepting]))
        return integer("printer-state", self.state) + b"".join(keywords) + accepting

    @staticmethod
    def _response(status: int, group: int = 0, attributes: bytes = b"") -> bytes:
        head = b"\x01\x01" + struct.pack(">HI", status, 1) + bytes([Group.OPERATION])
        charset = attribute(Tag.CHARSET, "attributes-charset", b"utf-8")
        part = bytes([group]) + attributes if group else b""
        return head + charset + part + bytes([Group.END])


def handler_for(printer: FakePrinter) -> type[BaseHTTPRequestHandler]:
    """The HTTP side of a printer."""

    class Handler(BaseHTTPRequestHandler):
        """One connection."""

        def do_POST(self) -> None:
            """A request; hanging up on it is one way to answer."""
            body = self.rfile.read(int(self.headers["Content-Length"]))
            if body[3] == printer.hang_up_on:
                self.close_connection = True
                return
            data = printer.answer(body)
            self.send_response(printer.http)
            self.send_header("Content-Type", "application/ipp")
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, *args: object) -> None:
            """Say nothing."""

    return Handler

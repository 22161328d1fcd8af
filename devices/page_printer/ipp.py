"""The Internet Printing Protocol (RFC 8010, 8011) as far as a terminal needs it:
encode, decode, five operations.
"""

from __future__ import annotations

import http.client
import ssl
import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import IntEnum
from urllib.parse import urlsplit

from devices.life import DeviceError

VERSION = b"\x01\x01"
"""1.1: every printer speaks it, and nothing here needs more."""
DEFAULT_PORT = 631


class Operation(IntEnum):
    """Operation ids."""

    PRINT_JOB = 0x0002
    CANCEL_JOB = 0x0008
    GET_JOB_ATTRIBUTES = 0x0009
    GET_JOBS = 0x000A
    GET_PRINTER_ATTRIBUTES = 0x000B


class Group(IntEnum):
    """Delimiter tags of attribute groups."""

    OPERATION = 0x01
    JOB = 0x02
    END = 0x03
    PRINTER = 0x04
    UNSUPPORTED = 0x05


class Tag(IntEnum):
    """Value tags used here; others are kept as raw bytes."""

    INTEGER = 0x21
    BOOLEAN = 0x22
    ENUM = 0x23
    TEXT = 0x41
    NAME = 0x42
    KEYWORD = 0x44
    URI = 0x45
    CHARSET = 0x47
    LANGUAGE = 0x48
    MIME = 0x49


BUSY = 0x0507
"""server-error-busy."""
GONE = (0x0406, 0x0407)
"""client-error-not-found and client-error-gone: the printer forgot a job, so it will not print it."""
USER = "lawbooth"
QUESTION_S = 4.0
"""For a question; the supervisor asks every second and must not be held up longer."""

Value = int | bool | str | bytes
Attributes = Mapping[str, Sequence[Value]]


class IppError(DeviceError):
    """The printer was reached and did not answer properly, or said no; `status` is its IPP status or 0."""

    def __init__(self, code: str, detail: str = "", status: int = 0) -> None:
        super().__init__(code, detail)
        self.status = status


class Unreached(DeviceError):
    """No connection was made, as with a cable that is out: nothing was sent."""

    def __init__(self, detail: str) -> None:
        super().__init__("unplugged", detail)


class NoReply(DeviceError):
    """Something was sent and no whole answer came back."""

    def __init__(self, detail: str) -> None:
        super().__init__("no_answer", detail)


@dataclass(frozen=True)
class Response:
    """A decoded answer: the status and the attributes of each group."""

    status: int
    groups: tuple[tuple[int, dict[str, list[Value]]], ...] = ()

    @property
    def ok(self) -> bool:
        """Whether the status is one of the successful ones (0000 to 00FF)."""
        return self.status < 0x0100

    def get(self, group: Group) -> dict[str, list[Value]]:
        """The attributes of the first such group, empty when there is none."""
        return next((attributes for tag, attributes in self.groups if tag == group), {})


@dataclass(frozen=True)
class Attribute:
    """One attribute to send, with one value."""

    tag: Tag
    name: str
    value: Value = field(repr=False)


def encode(
    operation: int, request_id: int, operation_part: Sequence[Attribute], job_part: Sequence[Attribute]
) -> bytes:
    """The bytes of a request; document data follows them directly."""
    out = [VERSION, struct.pack(">HI", operation, request_id), bytes([Group.OPERATION])]
    out += [_attribute(item) for item in operation_part]
    if job_part:
        out += [bytes([Group.JOB]), *(_attribute(item) for item in job_part)]
    return b"".join([*out, bytes([Group.END])])


def _attribute(item: Attribute) -> bytes:
    if isinstance(item.value, bool):
        value = bytes([item.value])
    elif isinstance(item.value, int):
        value = struct.pack(">i", item.value)
    else:
        value = item.value.encode() if isinstance(item.value, str) else item.value
    name = item.name.encode()
    return struct.pack(">BH", item.tag, len(name)) + name + struct.pack(">H", len(value)) + value


def decode(data: bytes) -> Response:
    """Read an answer. Raises `IppError` `bad_reply` when it is torn or not IPP."""
    try:
        return _decode(data)
    except (struct.error, IndexError, UnicodeDecodeError) as error:
        raise IppError("bad_reply", type(error).__name__) from None


def _decode(data: bytes) -> Response:
    status = struct.unpack_from(">H", data, 2)[0]
    groups: list[tuple[int, dict[str, list[Value]]]] = []
    at, name = 8, ""
    while data[at] != Group.END:
        tag = data[at]
        if tag < 0x10:
            groups.append((tag, {}))
            at += 1
            continue
        size = struct.unpack_from(">H", data, at + 1)[0]
        # a nameless value belongs to the attribute before: that is how sets (and what is inside collections)
        # travel
        name = data[at + 3 : at + 3 + size].decode() if size else name
        at += 3 + size
        length = struct.unpack_from(">H", data, at)[0]
        raw = data[at + 2 : at + 2 + length]
        if len(raw) != length:
            raise IndexError
        groups[-1][1].setdefault(name, []).append(_value(tag, raw))
        at += 2 + length
    return Response(status, tuple(groups))


def _value(tag: int, raw: bytes) -> Value:
    match tag:
        case Tag.INTEGER | Tag.ENUM:
            return int(struct.unpack(">i", raw)[0])
        case Tag.BOOLEAN:
            return raw != b"\0"
        case _ if 0x40 <= tag < 0x60:
            return raw.decode("utf-8", "replace")
        case _:
            return raw


@dataclass(frozen=True)
class Endpoint:
    """Where a printer listens, from `ipp://host[:port]/path`, or `ipps://` for the same inside TLS."""

    host: str
    port: int
    path: str
    tls: bool = False

    @classmethod
    def parse(cls, uri: str) -> Endpoint:
        """Raises `ValueError` for any other address."""
        parts = urlsplit(uri)
        if parts.scheme not in ("ipp", "ipps") or not parts.hostname:
            raise ValueError("not an ipp:// or ipps:// address")
        return cls(parts.hostname, parts.port or DEFAULT_PORT, parts.path or "/", parts.scheme == "ipps")

    def connection(self, timeout_s: float) -> http.client.HTTPConnection:
        """Not yet connected. With TLS the printer's certificate must be one the system trusts."""
        if self.tls:
            context = ssl.create_default_context()
            return http.client.HTTPSConnection(self.host, self.port, timeout=timeout_s, context=context)
        return http.client.HTTPConnection(self.host, self.port, timeout=timeout_s)


class IppClient:
    """Asks one printer; a new connection for each question, so that a printer that slept is no special
    case.
    """

    def __init__(self, uri: str, timeout_s: float = 10.0) -> None:
        self._uri = uri
        self._endpoint = Endpoint.parse(uri)
        self._timeout_s = timeout_s
        self._request_id = 0

    def printer_attributes(self, *names: str) -> dict[str, list[Value]]:
        """Those attributes of the printer. Raises `Unreached`, `NoReply` or `IppError`."""
        wanted = _keywords("requested-attributes", names)
        return self._ask(Operation.GET_PRINTER_ATTRIBUTES, wanted).get(Group.PRINTER)

    def print_job(self, pdf: bytes, title: str, media: str) -> int:
        """Hand over a PDF; the printer's job id.
        Raises as above; after `NoReply` it may print all the same.
        """
        about = [
            Attribute(Tag.NAME, "job-name", title),
            Attribute(Tag.MIME, "document-format", "application/pdf"),
        ]
        response = self._ask(Operation.PRINT_JOB, about, [Attribute(Tag.KEYWORD, "media", media)], pdf)
        return _integer(response.get(Group.JOB), "job-id")

    def my_jobs(self, which: str) -> list[dict[str, list[Value]]]:
        """Number, name and state of our jobs there, `completed` or `not-completed` ones. Raises as above."""
        about = [
            Attribute(Tag.KEYWORD, "which-jobs", which),
            Attribute(Tag.BOOLEAN, "my-jobs", True),
            *_keywords("requested-attributes", ("job-id", "job-name", "job-state")),
        ]
        response = self._ask(Operation.GET_JOBS, about)
        return [attributes for tag, attributes in response.groups if tag == Group.JOB]

    def job_attributes(self, job: int) -> dict[str, list[Value]]:
        """State and reasons of a job. Raises as above."""
        about = [Attribute(Tag.INTEGER, "job-id", job)]
        return self._ask(Operation.GET_JOB_ATTRIBUTES, about).get(Group.JOB)

    def cancel_job(self, job: int) -> None:
        """Ask for a job to be forgotten. Raises as above, also when it can not be any more."""
        self._ask(Operation.CANCEL_JOB, [Attribute(Tag.INTEGER, "job-id", job)])

    def _ask(
        self,
        operation: Operation,
        about: Sequence[Attribute],
        job: Sequence[Attribute] = (),
        data: bytes = b"",
    ) -> Response:
        self._request_id += 1
        head = [
            Attribute(Tag.CHARSET, "attributes-charset", "utf-8"),
            Attribute(Tag.LANGUAGE, "attributes-natural-language", "zh-cn"),
            Attribute(Tag.URI, "printer-uri", self._uri),
        ]
        # a job's id comes right behind the printer's address (RFC 8011, 4.1.5)
        user = [Attribute(Tag.NAME, "requesting-user-name", USER)]
        named = [item for item in about if item.name == "job-id"]
        rest = [item for item in about if item.name != "job-id"]
        body = encode(operation, self._request_id, [*head, *named, *user, *rest], job) + data
        response = decode(self._post(body, self._timeout_s if data else min(self._timeout_s, QUESTION_S)))
        if not response.ok:
            raise IppError(
                "busy" if response.status == BUSY else "refused", f"{response.status:04x}", response.status
            )
        return response

    def _post(self, body: bytes, timeout_s: float) -> bytes:
        link = self._endpoint.connection(timeout_s)
        try:
            link.connect()
        except ssl.SSLError as error:
            raise IppError("certificate", error.reason or type(error).__name__) from None
        except OSError as error:
            raise Unreached(type(error).__name__) from None
        try:
            link.request("POST", self._endpoint.path, body, {"Content-Type": "application/ipp"})
            reply = link.getresponse()
            data = reply.read()
        except (OSError, http.client.HTTPException) as error:
            raise NoReply(type(error).__name__) from None
        finally:
            link.close()
        if reply.status != http.client.OK:
            raise IppError("refused", f"HTTP {reply.status}")
        return data


def _keywords(name: str, values: Sequence[str]) -> list[Attribute]:
    """A set of keywords: the first value carries the name, the others none."""
    return [Attribute(Tag.KEYWORD, name if at == 0 else "", value) for at, value in enumerate(values)]


def _integer(attributes: Attributes, name: str) -> int:
    value = next(iter(attributes.get(name, ())), None)
    if not isinstance(value, int):
        raise IppError("bad_reply", name)
    return value

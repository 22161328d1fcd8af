"""The line between the keeper and a visit process: JSON messages, one a line, over a socket pair.

| from the visit | fields |
|---|---|
| `ready` | first frame is drawn, waiting to be shown |
| `alive` | every second: `screen, idle, frame, seen`, see `kiosk.visit.pulse`; silence or one frame: frozen |
| `retested` | `request_id, outcome, reason`: a device was asked anew |
| `ticket_printed` | `request_id, outcome, reason` |
| `admission` | `ticket`: a technician's, to be judged |
| `bundle` | collect a debug bundle and bring it to the province |
| `log`, `doctor` | the keeper's last lines, or doctor's checks, are wanted |
| `take_in` | `request_id, sizes`: sealed files of these sizes come through the pipe that goes along |
| `commit` | `request_id, envelope, record, blobs: [{digest, size, path}]`; `path` empty: it came through a pipe |
| `lookup` | `code` |
| `deposit` | `request_id, key, sha256, sm3, of`: digests for the evidence log |
| `deposit_fetch` | `request_id, code`: what stands under it |
| `deposit_compare` | `request_id, code, sha256, sm3`: whether a file is the one that was deposited under that code |
| `deposit_kept` | `request_id, key`: how one stands that was kept |
| `draft_keep` | `name, box`: a draft sealed to its code |
| `draft_find`, `draft_drop` | `name` |
| `retry_now` | send what waits without the usual pause |
| `status` | asked by the technician's screen |
| `letters`, `release` | the same: what was laid aside; `key` to be sent again |
| `call_staff` | a resident asks for somebody |
| `room_join` | `service` (`consult` or `help`), `join`: a place in a queue, see `legalnet.queues.Join` |
| `signer` | `request_id`: with which certificates documents are signed |
| `attest` | `request_id, digest` (hex): a signature over a SHA-256 digest |
| `stamp` | `request_id, query` (hex): an RFC 3161 query for the time-stamping authority |
| `ask` | `request_id` (UUID in hex), `question`: Base64 of a sealed question (`legalnet.asking`), opaque to the keeper |
| `ask_cancel` | `request_id`: its answer is not wanted any more |
| `setup_look`, `setup_enrol`, `setup_report`, `setup_done` | the first start, see `kiosk.upkeep.setup` |
| `ended` | `reason` |

| from the keeper | fields |
|---|---|
| `hello` | `profile`, see `kiosk.visit.profile` |
| `show` | this process is the visit now |
| `network` | `up, reason` |
| `memory` | `state`: `ok`, `full` (no attachments can be begun) or `closed` (nothing can be handed in or looked up) |
| `taken_in` | `request_id, outcome, reason, digests`: SHA-256 of what came through the pipe |
| `committed` | `request_id, outcome, reason` |
| `progress` | `submission_id, sent, total` |
| `delivered`, `refused` | `submission_id, record` |
| `found` | `code, record` (null when there is none), `deposits`: keys of those that were not made at once |
| `signer` | `request_id, chain` (PEM, empty when nothing can be signed), `stamps, roots, lists` (hex of DER) |
| `attested` | `request_id, signature` (hex of DER, empty when refused) |
| `stamped` | `request_id, reply` (hex of DER, empty when none was had) |
| `answered` | `request_id, outcome, reason`, and with `done` the `file` in the visit's folder with the sealed answer |
| `room_joined` | `service, outcome, reason`, and with `done` the ticket: `province, ca, ticket, secret, number` |
| `deposit_settled` | `key`: one that waited was answered by the log |
| `deposited` | `request_id, key, outcome` (`kept`: it waits), `reason`; with `done` `proof, trust`, or also `verdict` |
| `draft_kept` | `name, outcome, reason, until` |
| `draft_found` | `name, box` (null when there is none, or its time is over) |
| `letters` | `items, total`, see `kiosk.keeper.letters`; nothing of what they hold |
| `released` | `key, outcome` |
| `letters_refused` | `reason`: the memory cannot be read |
| `retest` | `request_id, device`: ask that device anew; only while nobody is served |
| `status_ticket` | `request_id, rows`: print how the terminal is |
| `admitted` | `outcome, reason, left, number` |
| `bundled` | `outcome, reason` |
| `doctored` | `items: [{id, state, found}], rows`: doctor's checks, and the state for a ticket on paper |
| `setup_seen`, `setup_enrolled`, `setup_reported` | the first start, see `kiosk.upkeep.setup` |
| `logged` | `lines`: judged like those of a bundle |
| `status` | `up, reason, counts: {state: number}, memory, used, left, skewed, idle, unsent`; nothing of any filing |
"""

from __future__ import annotations

import json
import os
import socket
from collections import deque
from typing import Any

Message = dict[str, Any]
ANSWERS = frozenset({"signer", "attested", "stamped"})
"""Of the keeper, to questions of whoever signs."""

LONGEST = 4 * 1024 * 1024
"""Bytes of one message; a longer one means the other side is broken."""
MOST_PIPES = 2
"""Descriptors that may have come along without being taken up."""


class LinkClosed(Exception):
    """The other side is gone or spoke nonsense; the line is of no more use."""


class Link:
    """One end of the line; never blocks while reading."""

    def __init__(self, sock: socket.socket) -> None:
        self._sock = sock
        self._sock.setblocking(False)
        self._buffer = b""
        self._pipes: deque[int] = deque()

    @classmethod
    def pair(cls) -> tuple[Link, socket.socket]:
        """A fresh line: the keeper's end, and the raw socket a child inherits."""
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_STREAM)
        return cls(ours), theirs

    @classmethod
    def from_fd(cls, fd: int) -> Link:
        """The end that a child process inherited as a file descriptor."""
        return cls(socket.socket(fileno=fd))

    def fileno(self) -> int:
        """For `selectors`."""
        return self._sock.fileno()

    def send(self, kind: str, *, pipe: int = -1, **fields: Any) -> None:
        """Say something, with a descriptor if one is to go along; raises `LinkClosed` when nobody listens any more."""
        line = json.dumps({"kind": kind, **fields}, ensure_ascii=False, separators=(",", ":"))
        try:
            self._sock.setblocking(True)
            self._sock.settimeout(5.0)
            data = line.encode(errors="surrogatepass") + b"\n"
            sent = socket.send_fds(self._sock, [data], [pipe]) if pipe >= 0 else 0
            self._sock.sendall(data[sent:])
        except OSError as error:
            raise LinkClosed("nobody listens") from error
        finally:
            if self._sock.fileno() >= 0:
                self._sock.setblocking(False)

    def receive(self) -> list[Message]:
        """Every whole message that has arrived, perhaps none. Raises `LinkClosed` at the end."""
        while True:
            try:
                part, pipes = _received(self._sock)
            except BlockingIOError:
                break
            except OSError as error:
                raise LinkClosed("line broken") from error
            if not part:
                if b"\n" in self._buffer:
                    break
                raise LinkClosed("line ended")
            self._pipes.extend(pipes)
            self._buffer += part
            if len(self._buffer) > LONGEST or len(self._pipes) > MOST_PIPES:
                raise LinkClosed("message too long")
        *lines, self._buffer = self._buffer.split(b"\n")
        return [parse(line) for line in lines]

    def pipe(self) -> int:
        """The descriptor that came first and was not taken up yet, which is the caller's from now on; -1 for none."""
        return self._pipes.popleft() if self._pipes else -1

    def close(self) -> None:
        """Hang up; safe to call twice."""
        while self._pipes:
            os.close(self._pipes.popleft())
        self._sock.close()


def _received(sock: socket.socket) -> tuple[bytes, list[int]]:
    """Bytes and the descriptors that came along, which no child process inherits."""
    part, pipes, _, _ = socket.recv_fds(sock, 65536, MOST_PIPES + 1)
    for pipe in pipes:
        os.set_inheritable(pipe, False)  # `recv_fds` loses MSG_CMSG_CLOEXEC
    return part, pipes


def parse(line: bytes) -> Message:
    """One message from one line; raises `LinkClosed` when it is not one."""
    try:
        message = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise LinkClosed("not a message") from error
    if not isinstance(message, dict) or not isinstance(message.get("kind"), str):
        raise LinkClosed("not a message")
    return message

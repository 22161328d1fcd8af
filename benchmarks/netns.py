"""A poor link between two network namespaces: rate, delay, loss and outages made in user space, packet by packet.

The kernel here has no netem, so two tun devices lie in namespaces of their own and this process carries the packets
between them. TCP on both sides is the kernel's own; what is emulated is a bottleneck
with a drop-tail queue, then a delay, then independent loss, both ways. Needs the right to make network namespaces (root,
or user namespaces) and `ip`.
"""

from __future__ import annotations

import ctypes
import fcntl
import heapq
import os
import selectors
import signal
import socket
import struct
import subprocess
import time
import traceback
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from random import Random

CLIENT, SERVER = "10.200.0.1", "10.200.0.2"
TUNSETIFF = 0x400454CA
IFF_TUN, IFF_NO_PI = 0x0001, 0x1000
CLONE_NEWNET, CLONE_NEWUSER = 0x40000000, 0x10000000
MTU = 1500
PAYLOAD_SHARE = (MTU - 52) / MTU
"""What TCP can carry of the rate: 20 bytes of IP, 32 of TCP with time stamps."""
QUEUE = 64 * MTU
"""Bytes that wait before the bottleneck; 0.19 s at 4 Mbit/s, as a modest router has."""


@dataclass(frozen=True)
class Link:
    """A link; the rate holds for each way."""

    rate: float = 4e6
    """Bits a second."""
    delay_s: float = 0.04
    """One way."""
    loss: float = 0.0
    up_s: float = 0.0
    """Seconds of work before each outage; 0: no outages."""
    down_s: float = 0.0

    def is_up(self, at: float) -> bool:
        """Whether packets pass at that moment since the start."""
        return not self.up_s or at % (self.up_s + self.down_s) < self.up_s


class _Way:
    """One direction: a bottleneck and what is in flight behind it."""

    def __init__(self, link: Link, out: int, rng: Random) -> None:
        self._link = link
        self._out = out
        self._rng = rng
        self._free_at = 0.0
        self._flying: list[tuple[float, int, bytes]] = []
        self._count = 0
        self.carried = 0
        """Bytes of IP that came out of the bottleneck."""

    def take(self, packet: bytes, at: float) -> None:
        """A packet comes in: queued, or dropped where the queue is full, the link down, or by bad luck."""
        begins = max(self._free_at, at)
        if not self._link.is_up(at) or (begins - at) * self._link.rate / 8 > QUEUE:
            return
        self._free_at = begins + len(packet) * 8 / self._link.rate
        self.carried += len(packet)
        if self._rng.random() >= self._link.loss:
            self._count += 1
            heapq.heappush(self._flying, (self._free_at + self._link.delay_s, self._count, packet))

    def deliver(self, at: float) -> float | None:
        """Let out what is due; when the next will be."""
        while self._flying and self._flying[0][0] <= at:
            os.write(self._out, heapq.heappop(self._flying)[2])
        return self._flying[0][0] if self._flying else None


class Emulated:
    """Runs `server` and `client` in namespaces of their own, joined by a `Link`; see `run`."""

    def __init__(self, link: Link, seed: int = 1) -> None:
        self._link = link
        self._rng = Random(seed)
        self.sent = 0
        """Bytes of IP that the client put on the link."""
        self.told = b""
        """What the client wrote."""

    def run(self, server: Callable[[int], None], client: Callable[[int], None], limit_s: float) -> bool:
        """Start both in forked children, carry packets until the client ends; False when it took longer than that.

        Each gets a pipe's end: the server writes a byte when it is ready, the client may write its result.
        """
        ready, readied = os.pipe()
        result, told = os.pipe()
        near, near_pid = _child(CLIENT, lambda: client(told), wait_for=ready)
        far, far_pid = _child(SERVER, lambda: server(readied))
        os.close(told)
        os.close(readied)
        try:
            return self._carry(near, far, near_pid, limit_s)
        finally:
            if _ended(near_pid):
                self.told = os.read(result, 65536)
            for pid in (near_pid, far_pid):
                _kill(pid)
            for fd in (near, far, ready, result):
                os.close(fd)

    def _carry(self, near: int, far: int, client: int, limit_s: float) -> bool:
        there, back = _Way(self._link, far, self._rng), _Way(self._link, near, self._rng)
        began = time.monotonic()
        with selectors.DefaultSelector() as ready:
            for fd, way in ((near, there), (far, back)):
                os.set_blocking(fd, False)
                ready.register(fd, selectors.EVENT_READ, way)
            due: list[float] = []
            while not _ended(client):
                at = time.monotonic() - began
                if at > limit_s:
                    return False
                timeout = max(0.0, min(due) - at) if due else 0.02
                for key, _ in ready.select(min(timeout, 0.02)):
                    _drain(key.fd, key.data, time.monotonic() - began)
                at = time.monotonic() - began
                due = [moment for way in (there, back) if (moment := way.deliver(at)) is not None]
        self.sent = there.carried
        return True


def _drain(fd: int, way: _Way, at: float) -> None:
    """Everything that the device holds."""
    while True:
        try:
            way.take(os.read(fd, 2 * MTU), at)
        except BlockingIOError:
            return


def _child(address: str, work: Callable[[], None], wait_for: int | None = None) -> tuple[int, int]:
    """A forked child in a namespace of its own, and the device that leads there."""
    ours, theirs = socket.socketpair()
    pid = os.fork()
    if pid == 0:
        code = 1
        try:
            os.setsid()
            ours.close()
            device = _enter(address)
            socket.send_fds(theirs, [b"x"], [device])
            os.close(device)
            if wait_for is not None:
                os.read(wait_for, 1)
            work()
            code = 0
        except Exception:  # noqa: BLE001 - the edge of a forked child: nothing may run on from here
            traceback.print_exc()
        finally:
            os._exit(code)
    theirs.close()
    with ours:
        _, fds, _, _ = socket.recv_fds(ours, 1, 1)
    if not fds:
        raise PermissionError("no network namespace: run as root or allow user namespaces")
    return fds[0], pid


def _enter(address: str) -> int:
    """A new namespace with one tun device; its file descriptor."""
    libc = ctypes.CDLL(None, use_errno=True)
    flags = CLONE_NEWNET if os.geteuid() == 0 else CLONE_NEWNET | CLONE_NEWUSER
    if libc.unshare(flags) != 0:
        raise PermissionError(os.strerror(ctypes.get_errno()))
    device = os.open("/dev/net/tun", os.O_RDWR)
    fcntl.ioctl(device, TUNSETIFF, struct.pack("16sH", b"line0", IFF_TUN | IFF_NO_PI))
    for command in (
        ["ip", "link", "set", "lo", "up"],
        ["ip", "addr", "add", f"{address}/24", "dev", "line0"],
        ["ip", "link", "set", "line0", "mtu", str(MTU), "up"],
    ):
        subprocess.run(command, check=True, capture_output=True)
    return device


def _ended(pid: int) -> bool:
    """Whether a child is gone; it stays to be collected."""
    found = os.waitid(os.P_PID, pid, os.WEXITED | os.WNOHANG | os.WNOWAIT)
    return found is not None


def _kill(pid: int) -> None:
    """End a child with all that it started, and collect it."""
    with suppress(ProcessLookupError):
        os.killpg(pid, signal.SIGKILL)
    os.waitpid(pid, 0)

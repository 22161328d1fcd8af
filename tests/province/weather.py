"""A network that can go away: everything between browsers and the gateway, and between browsers and the relay."""

from __future__ import annotations

import selectors
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

SIZE = 65536


@dataclass
class Weather:
    """Proxies and one switch. While it is dark nothing passes: no datagram, no byte, no new connection."""

    dark: threading.Event = field(default_factory=threading.Event)
    ended: threading.Event = field(default_factory=threading.Event)
    threads: list[threading.Thread] = field(default_factory=list)

    def relay(self, port: int) -> int:
        """A port before the relay's."""
        front = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        front.bind(("127.0.0.1", 0))
        self._start(_udp, front, ("127.0.0.1", port))
        return int(front.getsockname()[1])

    def gateway(self, url: str) -> str:
        """An address before the gateway's."""
        front = socket.create_server(("127.0.0.1", 0))
        self._start(_tcp, front, ("127.0.0.1", int(url.rsplit(":", 1)[1])))
        return f"http://127.0.0.1:{front.getsockname()[1]}"

    def _start(self, work: Work, front: socket.socket, back: tuple[str, int]) -> None:
        thread = threading.Thread(target=work, args=(self, front, back), daemon=True)
        self.threads.append(thread)
        thread.start()


Work = Callable[["Weather", socket.socket, tuple[str, int]], None]


def _udp(weather: Weather, front: socket.socket, back: tuple[str, int]) -> None:
    """Datagrams of each browser's socket to the relay and back, over a socket of its own."""
    pick = selectors.DefaultSelector()
    pick.register(front, selectors.EVENT_READ, None)
    ways: dict[tuple[str, int], socket.socket] = {}
    while not weather.ended.is_set():
        for key, _ in pick.select(0.2):
            assert isinstance(key.fileobj, socket.socket)
            with suppress(OSError):
                data, source = key.fileobj.recvfrom(SIZE)
                if weather.dark.is_set():
                    continue
                if key.data is not None:
                    front.sendto(data, key.data)
                    continue
                if source not in ways:
                    ways[source] = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
                    ways[source].connect(back)
                    pick.register(ways[source], selectors.EVENT_READ, source)
                ways[source].send(data)
    for one in (front, *ways.values()):
        one.close()


def _pump(weather: Weather, source: socket.socket, sink: socket.socket) -> None:
    """Bytes one way; a connection that was there when it got dark is never heard of again, as after a lost route."""
    with suppress(OSError):
        source.settimeout(0.2)
        while not weather.ended.is_set():
            try:
                data = source.recv(SIZE)
            except TimeoutError:
                if weather.dark.is_set():
                    weather.ended.wait()  # silent for ever, not closed: nobody tells the ends
                continue
            if weather.dark.is_set():
                weather.ended.wait()
            if not data:
                break
            sink.sendall(data)
    for one in (source, sink):
        one.close()


def _tcp(weather: Weather, front: socket.socket, back: tuple[str, int]) -> None:
    """Connections to the gateway; one that comes while it is dark gets no answer."""
    front.settimeout(0.2)
    silent = []
    while not weather.ended.is_set():
        with suppress(TimeoutError):
            one, _ = front.accept()
            if weather.dark.is_set():
                silent.append(one)
                continue
            try:
                other = socket.create_connection(back)
            except ConnectionRefusedError:  # the gateway has ended
                one.close()
                continue
            for pair in ((one, other), (other, one)):
                threading.Thread(target=_pump, args=(weather, *pair), daemon=True).start()
    for each in (front, *silent):
        each.close()


@contextmanager
def weather() -> Iterator[Weather]:
    """A network without anything in it yet; ended afterwards."""
    found = Weather()
    try:
        yield found
    finally:
        found.ended.set()
        for thread in found.threads:
            thread.join(10)


def free_port() -> int:
    """One that nobody has just now."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])

"""What the gateway's own Janus and coturn are told: small files of ours, nothing of the distribution's defaults.

Janus answers on a Unix socket in a folder that only the gateway's user may enter, so nothing listens on the network
but media ports; coturn relays and does nothing else.
"""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass, field
from pathlib import Path

LIBRARY = "/usr/lib/x86_64-linux-gnu/janus"
PLUGINS = ("audiobridge", "duktape", "echotest", "lua", "nosip", "recordplay", "sip", "streaming", "textroom",
           "videocall", "voicemail")  # fmt: skip
"""Of Debian's package; none is needed."""
TRANSPORTS = ("http", "mqtt", "nanomsg", "pfunix", "rabbitmq")
RECLAIM_S = 120
"""How long a call goes on in Janus while the gateway is gone; whoever starts again claims it."""
PRIVATE = ("0.0.0.0-0.255.255.255", "10.0.0.0-10.255.255.255", "100.64.0.0-100.127.255.255",
           "127.0.0.0-127.255.255.255", "169.254.0.0-169.254.255.255", "172.16.0.0-172.31.255.255",
           "192.168.0.0-192.168.255.255", "::1", "fc00::-fdff:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
           "fe80::-febf:ffff:ffff:ffff:ffff:ffff:ffff:ffff")  # fmt: skip
"""Peers that a relay on a public address leads nobody to: it would be a way into the house."""


@dataclass(frozen=True)
class JanusSetup:
    """Where Janus has its files, and what it is told."""

    folder: Path
    secret: str = field(repr=False)
    ports: str
    """Of UDP, for media: `20000-40000`."""

    @property
    def socket(self) -> Path:
        """Where it answers."""
        return self.folder / "api.sock"

    def files(self) -> dict[str, str]:
        """Configuration by name of the file."""
        disabled = ",".join(f"libjanus_{name}.so" for name in PLUGINS)
        silent = ",".join(f"libjanus_{name}.so" for name in TRANSPORTS)
        return {
            "janus.jcfg": (
                "general: {\n"
                f'  configs_folder = "{self.folder}"\n'
                f'  plugins_folder = "{LIBRARY}/plugins"\n  transports_folder = "{LIBRARY}/transports"\n'
                f'  events_folder = "{LIBRARY}/events"\n  loggers_folder = "{LIBRARY}/loggers"\n'
                "  debug_level = 3\n  debug_colors = false\n  hide_dependencies = true\n"
                f'  api_secret = "{self.secret}"\n  server_name = "lawbooth"\n'
                f"  session_timeout = 60\n  reclaim_session_timeout = {RECLAIM_S}\n"
                '  recordings_tmp_ext = "part"\n  protected_folders = [ "/bin", "/boot", "/dev", "/etc", "/usr" ]\n}\n'
                f'media: {{ rtp_port_range = "{self.ports}" }}\n'
                "nat: { full_trickle = true }\n"
                'loggers: { disable = "libjanus_jsonlog.so" }\n'
                f'plugins: {{ disable = "{disabled}" }}\n'
                f'transports: {{ disable = "{silent}" }}\n'
                "events: { broadcast = false }\n"
            ),
            "janus.transport.websockets.jcfg": (
                f'general: {{ json = "compact"\n  ws = true\n  ws_unix = "{self.socket}"\n  wss = false }}\n'
                "admin: { admin_ws = false }\n"
            ),
            "janus.plugin.videoroom.jcfg": f'general: {{ admin_key = "{self.secret}" }}\n',
        }


@dataclass(frozen=True)
class TurnSetup:
    """Where coturn has its files, and what it is told."""

    folder: Path
    secret: str = field(repr=False)
    address: str
    """On which it listens and from which it relays."""
    port: int
    ports: str

    @property
    def log(self) -> Path:
        """Where it writes how much went through; no names are in it, for credentials carry none."""
        return self.folder / "turn.log"

    @property
    def urls(self) -> tuple[str, ...]:
        """As browsers are told."""
        name = f"[{self.address}]" if ":" in self.address else self.address
        return tuple(f"turn:{name}:{self.port}?transport={kind}" for kind in ("udp", "tcp"))

    def files(self) -> dict[str, str]:
        """Configuration by name of the file."""
        low, _, high = self.ports.partition("-")
        lines = [
            f"listening-ip={self.address}", f"relay-ip={self.address}", f"listening-port={self.port}",
            f"min-port={low}", f"max-port={high}", "realm=lawbooth", "use-auth-secret",
            f"static-auth-secret={self.secret}", "fingerprint", "no-cli", "no-tls", "no-dtls", "no-multicast-peers",
            "no-tcp-relay", "stale-nonce=600", "user-quota=12", "no-rfc5780", "no-software-attribute", "verbose",
            f"pidfile={self.folder / 'turn.pid'}", f"userdb={self.folder / 'turn.db'}",
            f"log-file={self.log}", "simple-log",
        ]  # fmt: skip
        return {"turnserver.conf": "\n".join([*lines, *self._peers()]) + "\n"}

    def _peers(self) -> list[str]:
        """Whom it may lead to: on this machine alone itself, else nobody in private ranges but its own address."""
        if ipaddress.ip_address(self.address).is_loopback:
            return ["allow-loopback-peers", f"allowed-peer-ip={self.address}"]
        return [*(f"denied-peer-ip={one}" for one in PRIVATE), f"allowed-peer-ip={self.address}"]

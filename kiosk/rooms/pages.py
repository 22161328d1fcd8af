"""The bundled page of a call and how it is served: files of one folder, under an origin of their own, nothing else."""

from __future__ import annotations

from pathlib import Path

BUILT = Path(__file__).parents[2] / "web" / "dist" / "terminal"
"""Where `make web` puts the page; a package carries it at the same place."""
SCHEME, HOST = b"kiosk", "app"
START = "kiosk://app/index.html"
TYPES = {".html": b"text/html", ".js": b"text/javascript", ".css": b"text/css"}
LONGEST = 80


def policy(province: str) -> bytes:
    """What the page may do: its own files, one socket to the province, media from the devices."""
    socket = province.replace("http", "ws", 1).rstrip("/")
    return (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
        f"media-src 'self' blob: mediastream:; connect-src {socket}; "
        "frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
    ).encode()


def built() -> bool:
    """Whether the page is there."""
    return (BUILT / "index.html").is_file()


def found(path: str, folder: Path = BUILT) -> tuple[bytes, bytes] | None:
    """Type and content of a bundled file; None for anything that is not one, whatever the path tries."""
    name = path.removeprefix("/") or "index.html"
    if len(name) > LONGEST or any(part in ("", ".", "..") for part in name.split("/")):
        return None
    file = folder / name
    kind = TYPES.get(file.suffix)
    if kind is None or not file.is_file() or not file.resolve().is_relative_to(folder.resolve()):
        return None
    return kind, file.read_bytes()

"""What the province published, as far as it may be believed: a TUF client over the terminal's own line.

python-tuf's updater checks signatures, versions that never go back, ages, and that one file fits the other; what it
trusted last lies in the terminal's folder and outlives a restart. The first root must be signed by the key that this
terminal learnt when it was enrolled.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kiosk.clock import Clock
from kiosk.uplink.bundles import BadSignature
from legalnet.reference import NAMES

if TYPE_CHECKING:
    from tuf.ngclient import Updater

BASE = "tuf://bundles/"
FIRST_ROOT = "1.root.json"
Fetch = Callable[[str], bytes | None]
"""A file's name to its bytes, None where there is none. Raises `Offline` or `Refused`."""


@dataclass(frozen=True)
class Trusted:
    """One collection as the targets name it."""

    serial: int
    digest: str


class TrustedIndex:
    """The newest targets that may be believed."""

    def __init__(self, fetch: Fetch, key: str, clock: Clock, folder: Path | None = None) -> None:
        """`key`: Base64 of the province's catalogue key; without `folder` nothing outlives the asking."""
        self._fetch = fetch
        self._key = key
        self._clock = clock
        self._folder = folder

    def refresh(self) -> dict[str, Trusted]:
        """Ask for what is newer; every collection by its name.

        Raises `BadSignature` for what must not be believed (not signed, older, over its date, not fitting together),
        `Offline` or `Refused` where nothing could be had.
        """
        if self._folder is not None:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            return self._refreshed(self._folder)
        with tempfile.TemporaryDirectory(prefix="trusted-") as folder:
            return self._refreshed(Path(folder))

    def _refreshed(self, folder: Path) -> dict[str, Trusted]:
        from tuf.api.exceptions import DownloadError, RepositoryError

        troubles: list[Exception] = []
        try:
            updater = self._updater(folder, troubles)
            updater.refresh()
            infos = {name: updater.get_targetinfo(f"{name}.json") for name in NAMES}
        except DownloadError:
            if troubles:
                raise troubles[0] from None
            raise BadSignature("a part is missing") from None
        except (RepositoryError, ValueError, OSError) as error:
            raise BadSignature(type(error).__name__) from None
        return {name: _trusted(info) for name, info in infos.items() if info is not None}

    def _updater(self, folder: Path, troubles: list[Exception]) -> Updater:
        from tuf.ngclient import Updater

        kept = folder / "root_history" / FIRST_ROOT
        root = kept.read_bytes() if kept.exists() else self._fetch(FIRST_ROOT)
        if root is None or not self._is_ours(root):
            raise BadSignature("the root is not the province's")
        found = Updater(str(folder), BASE, fetcher=_line(self._fetch, troubles), bootstrap=root)
        # WORKAROUND: python-tuf reads the machine's clock; ours is passed in.
        found._trusted_set.reference_time = self._clock.now()
        return found

    def _is_ours(self, root: bytes) -> bool:
        """Whether the enrolled key, and only it, may sign roots and targets."""
        from base64 import b64decode

        from tuf.api.exceptions import RepositoryError
        from tuf.api.metadata import Metadata, Root

        try:
            signed = Metadata[Root].from_bytes(root).signed
            roles = (signed.roles["root"], signed.roles["targets"])
            keys = {signed.keys[keyid].keyval["public"] for role in roles for keyid in role.keyids}
        except (RepositoryError, KeyError, TypeError, ValueError):
            return False
        return keys == {b64decode(self._key).hex()}


def _trusted(info: Any) -> Trusted:
    try:
        return Trusted(int(info.unrecognized_fields["custom"]["serial"]), str(info.hashes["sha256"]))
    except (KeyError, TypeError, ValueError):
        raise BadSignature("a target without serial") from None


def _line(fetch: Fetch, troubles: list[Exception]) -> Any:
    """A fetcher for the updater; why the line failed is kept, since it tells only that it did."""
    from tuf.api.exceptions import DownloadHTTPError
    from tuf.ngclient import FetcherInterface

    class Line(FetcherInterface):
        """Through the terminal's signed requests."""

        def _fetch(self, url: str) -> Iterator[bytes]:
            name = url.removeprefix(BASE)
            try:
                found = fetch(name)
            except Exception as error:
                troubles.append(error)  # raised again by `refresh`, in our own words
                raise
            if found is None:
                raise DownloadHTTPError(f"no {name}", 404)
            return iter((found,))

    return Line()

"""What a gateway is told when it starts: where its data lies, where it listens, how strict it is."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

MIB = 1024 * 1024


class SettingsError(Exception):
    """A settings file in the data folder cannot be used; the text names file and key."""


class PinPolicy(BaseModel):
    """How a terminal keeps the attendant's PIN: never the PIN itself, and not guessable by patience."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    algorithm: str = "scrypt"
    n: int = 16384
    r: int = 8
    p: int = 1
    min_digits: int = 6
    max_attempts: int = 5
    lock_s: int = 900


class Profile(BaseModel):
    """What the province tells a terminal about the place where it stands."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    place: str = "桂花里社区法律服务站"
    region: str = "330199"
    """GB/T 2260 code, six digits; the first part of every 回执号."""
    court: str = "江临区人民法院"
    help_number: str = "12348"
    services: tuple[str, ...] = ("SS-LA-01", "TJ-01", "SQ-01")
    """Matter codes the terminal may offer."""
    staff_pin: PinPolicy = PinPolicy()


@dataclass(frozen=True)
class Settings:
    """One gateway's settings; every figure has a default that suits one machine."""

    data: Path
    """Folder of the database, the keys and the sealed files; made when absent, readable by its owner only."""
    host: str = "127.0.0.1"
    port: int = 0
    """0 lets the system pick a free one; the ready file tells which."""
    max_file_bytes: int = 256 * MIB
    max_body_bytes: int = 2 * MIB
    """Of a request that is not a file upload."""
    keep_free_bytes: int = 64 * MIB
    """Uploads are put off when the disk has less than this left."""
    clock_window_s: int = 300
    """How far a request's signature time may be from ours, either way."""
    code_lifetime_s: int = 24 * 3600
    idle_upload_s: float = 30.0
    """An upload that brings no byte for so long is ended; what came is kept."""
    catalogue: Path | None = None
    """Folder of the definitions to publish; the ones that come with the language when None."""
    faults: tuple[str, ...] = ()
    """Troubles to act out, for tests and demonstrations only; see `faults`."""

    @property
    def database_url(self) -> str:
        """Where SQLAlchemy finds the database."""
        return f"sqlite:///{self.data / 'province.sqlite'}"


def load_profile(data: Path) -> Profile:
    """The profile in `profile.json` of the data folder, written with defaults at first start.

    Raises `SettingsError` when the file is there but wrong.
    """
    path = data / "profile.json"
    if not path.exists():
        profile = Profile()
        path.write_text(json.dumps(profile.model_dump(), ensure_ascii=False, indent=2), encoding="utf-8")
        return profile
    try:
        return Profile.model_validate_json(path.read_bytes())
    except ValidationError as error:
        where = ", ".join(".".join(map(str, e["loc"])) or "file" for e in error.errors())
        raise SettingsError(f"{path}: {where}") from None

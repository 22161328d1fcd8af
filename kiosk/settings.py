"""The terminal's settings: one schema gives validation, help, the example file and the environment's names.

Order of strength: environment (`LAWBOOTH_<SECTION>_<KEY>`) over the TOML file over the defaults here.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

PREFIX = "LAWBOOTH_"
CONFIG = "LAWBOOTH_CONFIG"
"""Names the settings file for a command that is given none: an installed terminal's commands all mean that terminal."""


class SettingsError(Exception):
    """The settings cannot be used; the text names each key and what to write instead."""


class Section(BaseModel):
    """Base of the sections: unknown keys are an error, so that a typing slip is seen."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Terminal(Section):
    """The terminal itself."""

    folder: Path = Field(
        Path("var/terminal"), description="Where the terminal keeps its store, keys and queue."
    )
    run_folder: str = Field(
        "",
        description="A folder in memory (tmpfs) for what a visit holds; empty: $XDG_RUNTIME_DIR, else /dev/shm.",
    )
    place: str = Field(
        "", description="Name of the place on the top bar; empty takes the province's profile."
    )
    position: str = Field(
        "",
        pattern=r"^$|^-?[0-9]{1,3}(\.[0-9]+)?,-?[0-9]{1,2}(\.[0-9]+)?$",
        description="Longitude and latitude, such as 120.1512,30.2871, for the map; empty: as the directory has it.",
    )
    video_calls: bool = Field(
        True, description="Whether residents may call a lawyer by video, where the page of a call was built."
    )
    featured: Literal["owed", "sue", "lawyer", "mediate", "progress"] = Field(
        "owed", description="The filled tile of the idle screen: the most used matter of the site."
    )
    language: Literal["zh", "en"] = Field("zh", description="Language a visit starts in.")
    help_number: str = Field("12348", description="Telephone number shown under 找人帮忙.")
    staff_pin_hash: str = Field(
        "",
        description="scrypt hash of the attendant's PIN (`main.py staff-pin`); empty: no attendant at this site.",
    )
    technician_pin_hash: str = Field(
        "",
        description="The same for the technician's screen (hold the logo for 3 seconds); empty: closed.",
    )

    service_cards: str = Field(
        "",
        pattern=r"^(\d{4}\$[0-9a-f]{32}\$[0-9a-f]{64}( |$))*$",
        description="Enrolled cards that open the question for that PIN (`main.py service-card`), with blanks between.",
    )

    wizard: bool = Field(
        True, description="Whether a terminal that was never enrolled shows the steps of its first start."
    )
    updater: str = Field(
        "",
        description="Command that says as JSON how updates stand, for the heartbeat; empty: none is installed.",
    )

    @property
    def laws_file(self) -> Path:
        """The index of the statutes that were taken in (`main.py laws import`)."""
        return self.folder / "laws.db"

    @property
    def memory(self) -> Path:
        """The folder in memory, empty after a power cut."""
        runtime = os.environ.get("XDG_RUNTIME_DIR")
        shared = Path(f"/dev/shm/lawbooth-{os.getuid()}")  # noqa: S108 - tmpfs is meant
        return (
            Path(self.run_folder) if self.run_folder else (Path(runtime) / "lawbooth" if runtime else shared)
        )


class Province(Section):
    """The provincial legal network."""

    url: str = Field(
        "", description="Address of the gateway, for example https://gateway.example/; empty: offline only."
    )

    suite: Literal["aes256gcm-sha256", "sm4gcm-sm3"] = Field(
        "aes256gcm-sha256",
        description="Ciphers that filings are sealed with; sm4gcm-sm3 where commercial ciphers (国密) are asked for.",
    )
    ca_file: str = Field(
        "",
        description="Certificates (PEM) to trust for that address; empty: the public ones. Nothing else is trusted then.",
    )

    @property
    def ca(self) -> Path | None:
        """The file of certificates, if there is one."""
        return Path(self.ca_file) if self.ca_file else None

    @field_validator("url")
    @classmethod
    def _http(cls, value: str) -> str:
        if value and not value.startswith(("https://", "http://127.0.0.1:", "http://localhost:")):
            raise ValueError("must begin with https:// (plain http only on this machine)")
        return value.rstrip("/")


SCHEMES = ("serial:", "sim:", "ipp://", "ipps://", "file:", "v4l2:")


class DeviceSettings(Section):
    """Addresses of the devices by stable identity; empty means there is none."""

    id_reader: str = Field("", description="serial:/dev/serial/by-id/...")
    receipt_printer: str = Field("", description="serial:/dev/serial/by-id/...")
    page_printer: str = Field("", description="ipp://host:631/ipp/print, or file:/folder to write PDF files.")
    face_camera: str = Field("", description="v4l2:/dev/v4l/by-id/...")
    document_camera: str = Field("", description="v4l2:/dev/v4l/by-id/...")
    ptz_camera: str = Field(
        "",
        description="Camera head by VISCA, serial:/dev/serial/by-path/...; by Pelco-D with ?model=pelco-d.",
    )
    qr_scanner: str = Field("", description="serial:/dev/serial/by-id/...")
    relays: str = Field(
        "", description="Lamp, lock, presence and door by Modbus, serial:/dev/serial/by-id/..."
    )
    ups: str = Field("", description="Supply by Megatec Q1, serial:/dev/serial/by-path/...")

    @field_validator("*")
    @classmethod
    def _scheme(cls, value: str) -> str:
        if value and not value.startswith(SCHEMES):
            raise ValueError(f"must begin with one of {', '.join(SCHEMES)}")
        return value


class MemorySettings(Section):
    """How much room the terminal's memory may take on its disk."""

    budget_mb: int = Field(
        4096,
        ge=64,
        le=1 << 20,
        description="MiB for store and sealed files; beyond it reference data goes first, filings never.",
    )
    spare_mb: int = Field(
        500, ge=0, le=1 << 20, description="MiB of the disk that stay free for everything else."
    )


class Photo(Section):
    """The card vendor's library that decodes card photos; without one an attendant looks at the card."""

    library: str = Field("", description="Path of the .so, for example /opt/vendor/libwlt.so; empty: none.")
    symbol: str = Field("unpack", description="Its function: int unpack(char *src, char *dst, int flag).")
    flag: int = Field(0, ge=0, le=65535, description="Third argument; the vendor says which.")
    order: Literal["bgr", "rgb"] = Field("bgr", description="Order of the colours in raw output.")

    @field_validator("library")
    @classmethod
    def _absolute(cls, value: str) -> str:
        if value and not value.startswith("/"):
            raise ValueError("must be a whole path, beginning with /")
        return value


class Screen(Section):
    """The window."""

    width: int = Field(1080, ge=480, le=7680, description="Pixels.")
    height: int = Field(1920, ge=480, le=7680, description="Pixels.")
    fullscreen: bool = Field(True, description="Cover the whole screen.")


class VisitSettings(Section):
    """How long a visit waits."""

    idle_s: float = Field(90, ge=20, le=600, description="Seconds without a touch before 您还在吗.")
    ending_s: float = Field(60, ge=15, le=300, description="Seconds of that countdown.")
    help_s: float = Field(
        90,
        ge=5,
        le=900,
        description="Seconds after 找人帮忙 until other ways are offered and a work order is left.",
    )


class Signing(Section):
    """The terminal's signature under the documents it makes."""

    timestamp_url: str = Field(
        "", description="A time-stamping authority (RFC 3161); empty: the time is the terminal's own."
    )
    timestamp_roots: str = Field(
        "",
        description="PEM file of the roots such an authority is trusted by, for `main.py document verify` and its list.",
    )
    timestamp_list: str = Field(
        "",
        description="Address of the authority's revocation list; empty: papers are not sealed for the archive (B-LTA).",
    )

    @field_validator("timestamp_url", "timestamp_list")
    @classmethod
    def _web(cls, value: str) -> str:
        if value and not value.startswith(("https://", "http://")):
            raise ValueError("must begin with https:// or http://")
        return value


class Voice(Section):
    """Hearing and speaking. A device is part of its name as `main.py voice check` lists it."""

    speech: bool = Field(True, description="Read screens aloud when asked.")
    speaker: str = Field("", description="Loudspeaker; empty: the system's own output.")
    handset: str = Field(
        "",
        description="Handset or headphones: the only output that private words go to; empty: there is none.",
    )
    microphone: str = Field("", description="Microphone; empty: the system's own input.")


class Demo(Section):
    """Only for demonstrations and tests."""

    driver_socket: str = Field(
        "", description="Where the tour may touch the screen; needs a simulated device."
    )
    clock_file: str = Field(
        "", description="Seconds by which the terminal's clock is off; needs a simulated device."
    )


class Settings(Section):
    """All settings of a terminal."""

    terminal: Terminal = Terminal()  # type: ignore[call-arg]
    province: Province = Province()  # type: ignore[call-arg]
    devices: DeviceSettings = DeviceSettings()  # type: ignore[call-arg]
    memory: MemorySettings = MemorySettings()  # type: ignore[call-arg]
    photo: Photo = Photo()  # type: ignore[call-arg]
    screen: Screen = Screen()  # type: ignore[call-arg]
    visit: VisitSettings = VisitSettings()  # type: ignore[call-arg]
    signing: Signing = Signing()  # type: ignore[call-arg]
    voice: Voice = Voice()  # type: ignore[call-arg]
    demo: Demo = Demo()  # type: ignore[call-arg]

    @property
    def voice_model(self) -> Path:
        """Where `main.py voice model install` puts the recognition model."""
        return self.terminal.folder.absolute() / "voice" / "model"


def load(path: Path | None, environment: Mapping[str, str]) -> Settings:
    """Settings from a file (none: what `CONFIG` names, else defaults) and the environment.

    Raises `SettingsError` naming each wrong key.
    """
    data: dict[str, Any] = {}
    if path is None and environment.get(CONFIG):
        path = Path(environment[CONFIG])
    if path is not None:
        try:
            data = tomllib.loads(path.read_text(encoding="utf-8"))
        except OSError as error:
            raise SettingsError(f"{path}: cannot be read ({error.strerror})") from error
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise SettingsError(f"{path}: not TOML: {error}") from error
    for section, key, value in from_environment(environment):
        data.setdefault(section, {})[key] = value
    try:
        return Settings.model_validate(data)
    except ValidationError as error:
        raise SettingsError("\n".join(explain(item) for item in error.errors(include_url=False))) from error


def from_environment(environment: Mapping[str, str]) -> list[tuple[str, str, str]]:
    """The variables that set a key, as (section, key, value); a name that is no key is left to validation."""
    found = []
    for name, value in environment.items():
        section, _, key = name.removeprefix(PREFIX).lower().partition("_")
        if name.startswith(PREFIX) and section in Settings.model_fields:
            found.append((section, key, value))
    return found


def explain(item: Any) -> str:
    """One line a technician can act on; the value itself is not repeated, it may be a secret."""
    where = ".".join(str(part) for part in item["loc"])
    return f"{where}: {item['msg']}"


def example() -> str:
    """The example file, written from the schema."""
    lines = ["# Settings of a terminal. Every key may also be set as LAWBOOTH_<SECTION>_<KEY>.", ""]
    for name, section in Settings.model_fields.items():
        model = section.annotation
        assert isinstance(model, type) and issubclass(model, Section)  # noqa: S101 - by construction above
        lines += [f"# {model.__doc__}", f"[{name}]"]
        for key, field in model.model_fields.items():
            lines += [f"# {field.description}", f"# {key} = {toml(field.get_default())}"]
        lines.append("")
    return "\n".join(lines)


def toml(value: Any) -> str:
    """A default as TOML."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int | float):
        return f"{value:g}"
    return f'"{value}"'


def write_example(path: Path) -> None:
    """Write the example file."""
    path.write_text(example(), encoding="utf-8")

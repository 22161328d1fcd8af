"""What a gateway is told when it starts: one schema for command line, environment and `gateway.toml`.

Order of strength: command line over environment (`LAWBOOTH_GATEWAY_<KEY>`) over `gateway.toml` in the data
folder over the defaults here. Addresses with passwords belong into the environment or the file.
"""

from __future__ import annotations

import json
import os
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from legalnet.workorders import Limits

MIB = 1024 * 1024
PREFIX = "LAWBOOTH_GATEWAY_"
FILE = "gateway.toml"
LISTS = ("faults", "national_seal", "oidc_acr", "oidc_amr", "origins", "turn", "witnesses")
"""Settings that are lists; in the environment separated by commas."""


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


class OrderLimits(BaseModel):
    """How long each step of a work order may take here; the defaults are `legalnet.workorders.Limits`."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    dispatch: int = Field(default=Limits.dispatch, ge=1, le=365)
    sign: int = Field(default=Limits.sign, ge=1, le=365)
    feedback: int = Field(default=Limits.feedback, ge=1, le=365)
    longest: int = Field(default=Limits.longest, ge=1, le=365)
    revisit: int = Field(default=Limits.revisit, ge=1, le=365)
    rating: int = Field(default=Limits.rating, ge=1, le=365)
    stop_for_supplement: bool = Limits.stop_for_supplement

    @property
    def limits(self) -> Limits:
        """As the clock takes them."""
        return Limits(**self.model_dump())


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
    order_limits: OrderLimits = OrderLimits()


class Settings(BaseModel):
    """One gateway's settings; every figure has a default that suits one machine."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    data: Path = Field(
        description="Folder of keys and first secrets, and, unless told otherwise, database and sealed files."
    )
    host: str = Field("127.0.0.1", description="Address to listen on.")
    port: int = Field(0, ge=0, le=65535, description="Port to listen on; 0 lets the system pick a free one.")
    database: str = Field(
        "",
        repr=False,
        description="sqlite:///path or postgresql://user:password@host/database; empty: SQLite in the data folder.",
    )
    blobs: str = Field(
        "",
        description="s3://bucket/prefix?endpoint=https://host&region=...; empty: a folder in the data folder.",
    )
    nats: str = Field(
        "",
        repr=False,
        description="nats://host:4222 of the gateways' messenger; empty: this gateway is alone.",
    )
    catalogue: Path | None = Field(
        None, description="Folder of matter definitions; empty: those that come with the language."
    )
    reference: Path | None = Field(
        None, description="Folder of directory, laws, notices and calendar; empty: the small built-in ones."
    )
    max_file_bytes: int = Field(256 * MIB, gt=0, description="Largest sealed file.")
    max_body_bytes: int = Field(2 * MIB, gt=0, description="Largest request that is not a file upload.")
    keep_free_bytes: int = Field(
        64 * MIB, ge=0, description="Uploads are put off when the disk has less left."
    )
    clock_window_s: int = Field(
        300, gt=0, description="Seconds that a signature's time may be from ours, either way."
    )
    timestamp_url: str = Field(
        "",
        description="A time-stamping authority (RFC 3161); empty: papers of procedures are not sealed (B-LTA).",
    )
    timestamp_roots: Path | None = Field(None, description="PEM of the authority's root certificates.")
    timestamp_list: Path | None = Field(
        None, description="The authority's revocation list (DER), kept fresh by whoever runs the gateway."
    )
    national_seal: tuple[str, ...] = Field(
        (),
        description="Client of a licensed seal server (GB/T 38540): a command that takes a PDF and gives it back with a"
        " seal added; it is asked before the last person signs. Empty: none.",
    )
    code_lifetime_s: int = Field(24 * 3600, gt=0, description="Seconds an enrolment code lives.")
    idle_upload_s: float = Field(
        30.0, gt=0, description="An upload that brings no byte for so long is ended; what came is kept."
    )
    district_names: dict[str, str] = Field(
        {"330199": "江临区"}, description="Names of districts by their GB/T 2260 code, for the fleet's map."
    )
    longest_poll_s: float = Field(
        55.0, ge=0, le=60, description="How long a terminal may wait for its next event in one request."
    )
    recheck_events_s: float = Field(
        5.0, gt=0, description="How often one look is taken for all that wait, should a ring be missed."
    )
    keep_events_days: int = Field(
        180, gt=0, description="Days an event is kept for a terminal that does not come for it."
    )
    guesses_per_minute: int = Field(
        20, ge=0, description="Wrong sign-ins or enrolment codes a minute from one address; 0: no limit."
    )
    lookups_per_minute: int = Field(
        60, ge=0, description="Evidence codes that one terminal may look up in a minute; 0: no limit."
    )
    uploads_per_minute: int = Field(
        6000, ge=0, description="Upload requests that one terminal may send in a minute; 0: no limit."
    )
    clamav: str = Field(
        "",
        description="Unix socket of ClamAV's daemon that looks at what is uploaded before it is shown; empty: none.",
    )
    evidence: str = Field(
        "",
        description="file:///folder for the evidence log's tiles as plain files; empty: in the database.",
    )
    evidence_origin: str = Field(
        "",
        pattern=r"^[A-Za-z0-9./-]{0,100}$",
        description="Name of the evidence log, for ever; empty: made from the region of the profile.",
    )
    witnesses: tuple[str, ...] = Field(
        (),
        description="Witnesses of the evidence log, each as KEY@URL with the key that `main.py witness` prints.",
    )
    witness_quorum: int = Field(
        0, ge=0, le=12, description="Witnesses that a verifier asks for; written into the log's trust file."
    )
    sm2_key: Path | None = Field(
        None,
        description="PEM of an SM2 key; each head of the evidence log then carries an SM2-SM3 line too.",
    )
    origins: tuple[str, ...] = Field(
        (), description="Origins of web pages that may open room sockets, besides our own and the terminals'."
    )
    turn: tuple[str, ...] = Field(
        (),
        description="Addresses of the media relay as browsers are told: turn:relay.example:3478?transport=udp;"
        " empty with an own relay: its address and port.",
    )
    turn_secret: str = Field("", repr=False, description="Secret shared with the relay (use-auth-secret).")
    relay_only: bool = Field(False, description="Media goes through the relay only, never from peer to peer.")
    with_turn: bool = Field(False, description="Run Debian's coturn beside the gateway as media relay.")
    turn_address: str = Field(
        "", description="Address of the own relay, as browsers reach it; empty: the one of `host`."
    )
    turn_port: int = Field(0, ge=0, le=65535, description="Port of the own relay; 0: a free one, kept.")
    with_janus: bool = Field(
        False,
        description="Run Debian's Janus beside the gateway as media server for three and more, and records.",
    )
    janus: str = Field(
        "",
        pattern=r"^(|wss?://[^\s]{1,200}|unix:/[^\s]{1,200})$",
        description="A Janus that runs elsewhere: ws://host:8188, wss://... or unix:/path of its interface.",
    )
    janus_secret: str = Field("", repr=False, description="Its api_secret.")
    media_ports: str = Field(
        "20000-40000",
        pattern=r"^[0-9]{4,5}-[0-9]{4,5}$",
        description="UDP ports for media of the own Janus; the own relay takes the same range.",
    )
    recordings: Path | None = Field(
        None, description="Folder of sealed recordings, which Janus can write to; empty: in the data folder."
    )
    oidc_issuer: str = Field(
        "",
        pattern=r"^(https://.+|http://(127\.0\.0\.1|localhost)(:[0-9]+)?(/.*)?)?$",
        description="Issuer of the identity provider for staff (OpenID Connect); empty: account, password and code only.",
    )
    oidc_client: str = Field("", description="Client id of this gateway at the identity provider.")
    oidc_secret: str = Field("", repr=False, description="Client secret at the identity provider.")
    oidc_back: str = Field(
        "",
        description="Where the provider sends people back to: https://host/pln/v1/staff/oidc/back; empty: as asked.",
    )
    oidc_acr: tuple[str, ...] = Field(
        (),
        description="Classes of authentication (`acr`) that the provider must have kept to, one of them; empty: any.",
    )
    oidc_amr: tuple[str, ...] = Field(
        (),
        description="Means (`amr`, RFC 8176) that the provider must have used, all of them: mfa; empty: any.",
    )
    oidc_max_age_s: int = Field(
        0, ge=0, description="Seconds that a sign-in at the provider may be old; 0: it is not asked."
    )
    lost_passwords: Path | None = Field(
        None,
        description="SHA-1 sums of passwords lost elsewhere, in order, one a line; nobody at the desk may choose one.",
    )
    demo_data: bool = Field(
        False,
        description="A living network of made-up places, people, cases and papers; for demonstrations only.",
    )
    faults: tuple[str, ...] = Field(
        (), description="Troubles to act out, for tests and demonstrations only; see `faults`."
    )

    @property
    def database_url(self) -> str:
        """Where the storage is."""
        return self.database or f"sqlite:///{self.data / 'province.sqlite'}"


def load_settings(given: Mapping[str, Any], environment: Mapping[str, str] = os.environ) -> Settings:
    """The settings of a start: `given` on the command line (None: not given), then environment, then file.

    Raises `SettingsError` naming each key that cannot be used.
    """
    values = _from_file(Path(given["data"]) / FILE) | _from_environment(environment)
    values |= {name: value for name, value in given.items() if value is not None}
    try:
        return Settings.model_validate(values)
    except ValidationError as error:
        problems = [f"{'.'.join(map(str, e['loc']))}: {e['msg']}" for e in error.errors(include_input=False)]
        raise SettingsError("; ".join(problems)) from None


def _from_file(path: Path) -> dict[str, Any]:
    """What `gateway.toml` says, if it is there."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(f"{path}: {error}") from None


def _from_environment(environment: Mapping[str, str]) -> dict[str, Any]:
    """Variables of ours; lists are separated by commas."""
    found: dict[str, Any] = {}
    for name, value in environment.items():
        if name.startswith(PREFIX):
            key = name.removeprefix(PREFIX).lower()
            found[key] = value.split(",") if key in LISTS else value
    return found


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

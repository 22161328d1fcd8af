"""The bodies of the interface that are not submissions (`legalnet.submission` has those)."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from legalnet.submission import Digest
from province.gateway.settings import Profile

Base64Key = Annotated[str, Field(pattern=r"^[A-Za-z0-9+/]{43}=$")]
"""Base64 of 32 raw bytes."""


class Wire(BaseModel):
    """Base of the bodies: immutable, unknown members are an error."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class EnrolRequest(Wire):
    """A terminal asks to be known; the request is signed with the key it brings."""

    code: Annotated[str, Field(min_length=4, max_length=64)]
    public_key: Base64Key
    """Raw Ed25519 public key."""


class EnrolReply(Wire):
    """What a terminal keeps from its enrolment."""

    terminal_id: str
    sealing_key: str
    """Base64 of the province's public key that submissions are sealed to."""
    key_id: str
    catalogue_key: Base64Key
    """Raw Ed25519 key that signs the catalogue."""
    profile: Profile
    server_time: datetime


class SealingKey(Wire):
    """The key that terminals seal to from now on; filings under earlier ones are taken as before."""

    sealing_key: str
    """Base64."""
    key_id: str


class FileState(Wire):
    """How much of a file has arrived."""

    digest: Digest
    size: int
    offset: int
    complete: bool


class BundleState(Wire):
    """One published collection."""

    name: str
    serial: int
    etag: str


class BundleIndex(Wire):
    """All of them."""

    bundles: tuple[BundleState, ...]


class Health(Wire):
    """Whether the gateway works, and its time as a hint (never as an authority)."""

    status: str
    time: datetime
    services: dict[str, str] = {}
    """Media server and relay, where there are any: `up`, `down`, or `elsewhere` for what only browsers ask."""


class ProblemDetails(BaseModel):
    """A refusal in the form of RFC 9457, with a Chinese message and the next step for people."""

    model_config = ConfigDict(extra="allow")

    type: str
    title: str
    status: int
    code: str
    next_step: str

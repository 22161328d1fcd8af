"""When somebody at the desk takes calls: hours of the week in China's time, as they set them. Pure."""

from __future__ import annotations

from datetime import datetime, time
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

Service = Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]{1,31}$")]


class Span(BaseModel):
    """From then until then, on a day of the week (Monday is 0)."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    day: Annotated[int, Field(ge=0, le=6)]
    begins: time
    ends: time

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        """A night shift is two spans."""
        if self.begins >= self.ends:
            raise ValueError("begins after it ends")
        return self


class Hours(BaseModel):
    """Which services somebody offers, and when; no span: whenever they say that they are available."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    services: Annotated[tuple[Service, ...], Field(min_length=1, max_length=8)] = ("consult",)
    spans: Annotated[tuple[Span, ...], Field(max_length=42)] = ()

    def open_at(self, local: datetime) -> bool:
        """Whether calls are taken at this civil time."""
        now = local.time()
        return not self.spans or any(
            span.day == local.weekday() and span.begins <= now < span.ends for span in self.spans
        )

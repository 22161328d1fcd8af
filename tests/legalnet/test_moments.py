"""Moments that strangers name can be told in every offset."""

from __future__ import annotations

from datetime import UTC

import pytest
from pydantic import TypeAdapter, ValidationError

from legalnet.moments import Moment

MOMENTS: TypeAdapter[Moment] = TypeAdapter(Moment)


@pytest.mark.parametrize(
    "text", ["0001-01-01T01:01:02+02:00", "9999-12-31T23:30:00-02:00", "2026-01-01T08:00:00"]
)
def test_what_leads_out_of_the_calendar_or_has_no_offset_is_refused(text: str) -> None:
    with pytest.raises(ValidationError):
        MOMENTS.validate_python(text)


def test_an_ordinary_one_stands() -> None:
    assert MOMENTS.validate_python("2026-01-01T08:00:00+08:00").astimezone(UTC).hour == 0

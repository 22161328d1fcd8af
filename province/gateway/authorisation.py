"""Who may ask what: one table over every route of the gateway. A test holds it against the routes that there are.

The first row that fits decides. A route without a row fails the test, so nobody adds one without saying
whom it is for; and each row is tried: strangers, and everybody of another kind, must be refused.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Role = Literal["anyone", "enrolling", "terminal", "resident", "staff", "participant"]
"""`anyone`: no credentials, nothing of a person in the answer. `enrolling`: the key that the request brings, with a
one-time code. `terminal`: RFC 9421 by an enrolled key. `resident`: inside a sealed question that a terminal carries.
`staff`: a session of a signed-in person. `participant`: whoever was let into that room."""


@dataclass(frozen=True)
class Row:
    """Routes that begin so are for these."""

    prefix: str
    role: Role
    methods: tuple[str, ...] = ()
    """Empty: all."""

    def fits(self, method: str, path: str) -> bool:
        """Whether this row speaks of that route."""
        return path.startswith(self.prefix) and (not self.methods or method in self.methods)


TABLE: tuple[Row, ...] = (
    Row("/healthz", "anyone"),
    Row("/readyz", "anyone"),
    Row("/metrics", "anyone"),
    Row("/openapi.json", "anyone"),
    Row("/pln/v1/terminals/enrol", "enrolling"),
    Row("/pln/v1/terminals", "terminal"),
    Row("/pln/v1/revocations", "anyone", ("GET",)),
    Row("/pln/v1/bundles", "terminal"),
    Row("/pln/v1/files", "terminal"),
    Row("/pln/v1/submissions", "terminal"),
    Row("/pln/v1/asks", "terminal"),
    Row("/pln/v1/evidence/log/", "anyone", ("GET",)),
    Row("/pln/v1/evidence", "terminal"),
    Row("/pln/v1/identity", "resident"),
    Row("/pln/v1/applications", "resident"),
    Row("/pln/v1/inbox", "resident"),
    Row("/pln/v1/delivery-consents", "resident"),
    Row("/pln/v1/work-orders", "resident"),
    Row("/pln/v1/providers", "resident"),
    Row("/pln/v1/persons", "resident"),
    Row("/pln/v1/slots", "resident"),
    Row("/pln/v1/bookings", "resident"),
    Row("/pln/v1/cases", "resident"),
    Row("/pln/v1/mediations", "resident"),
    Row("/pln/v1/assistant", "resident"),
    Row("/pln/v1/queues", "terminal"),
    Row("/pln/v1/entrances", "terminal"),
    Row("/pln/v1/staff/sessions", "anyone", ("POST",)),
    Row("/pln/v1/staff/oidc", "anyone", ("GET",)),
    Row("/pln/v1/staff", "staff"),
    Row("/pln/v1/rooms", "participant"),
    Row("/desk", "anyone", ("GET", "HEAD")),
    Row("/staff/sign-in", "anyone"),
    Row("/staff/style.css", "anyone"),
    Row("/staff", "staff"),
)


def role_of(method: str, path: str) -> Role | None:
    """Whom a route is for; None where no row says."""
    return next((row.role for row in TABLE if row.fits(method, path)), None)

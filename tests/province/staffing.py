"""People at the desk for tests: accounts with known secrets, and browsers that really sign in."""

from __future__ import annotations

from dataclasses import dataclass, field

import pyotp
import requests

from province.gateway.accounts.store import StaffRole
from province.gateway.sessions import Secrets
from tests.province.running import Running, ShiftedClock


@dataclass
class Person:
    """Somebody with an account."""

    account: str
    password: str
    totp: pyotp.TOTP
    clock: ShiftedClock
    used: int = field(default=0)

    @classmethod
    def of(cls, made: Secrets, clock: ShiftedClock) -> Person:
        """Who was given these."""
        totp = pyotp.parse_uri(made.totp)
        assert isinstance(totp, pyotp.TOTP)
        return cls(made.account, made.password, totp, clock)

    def code(self, ahead: int = 0) -> str:
        """What the phone shows, or will show."""
        return self.totp.at(self.clock.now(), counter_offset=ahead)

    def form(self) -> dict[str, str]:
        """A sign-in with the next code that was not used yet."""
        form = {"account": self.account, "password": self.password, "code": self.code(self.used)}
        self.used += 1
        return form


def hire(province: Running, name: str, *roles: StaffRole, **more: str) -> Person:
    """Make an account of somebody who has worked here for a while: the password is their own already."""
    display = more.pop("display", name)
    made = province.call(
        province.gateway.sessions.add(name, display, frozenset(roles), given_out=False, **more)
    )
    return Person.of(made, province.clock)


def browser() -> requests.Session:
    """A browser without a session."""
    session = requests.Session()
    session.trust_env = False
    return session


def at_the_desk(province: Running, person: Person) -> requests.Session:
    """A browser signed in at the JSON interface; its requests carry the session's own token."""
    session = browser()
    answer = session.post(f"{province.url}/pln/v1/staff/sessions", json=person.form(), timeout=60)
    assert answer.status_code == 201, answer.text
    session.headers["X-Csrf-Token"] = answer.json()["csrf"]
    return session


def reader(province: Running, name: str = "clerk") -> requests.Session:
    """A browser signed in at the plain pages, as somebody who may read what was handed in."""
    session = browser()
    person = hire(province, name, StaffRole.CLERK)
    answer = session.post(f"{province.url}/staff/sign-in", data=person.form(), timeout=60)
    assert "收到的提交" in answer.text
    return session

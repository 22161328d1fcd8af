"""The province's keys in the tests of a visit."""

from __future__ import annotations

from legalnet import sealing

PRIVATE, PUBLIC = sealing.generate_keypair()

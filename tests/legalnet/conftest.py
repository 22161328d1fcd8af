"""Property tests here must not fail because the machine was busy."""

from __future__ import annotations

from hypothesis import settings

settings.register_profile("unhurried", deadline=None, database=None)
settings.load_profile("unhurried")

"""Makes the driver contract's options known when pytest is started here."""

from __future__ import annotations

pytest_plugins = ("devices.contract.plugin",)

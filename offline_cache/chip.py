"""Sealing the keys of the store and of the terminal to the TPM 2 by `systemd-creds`, so that a stolen disk opens nothing.

The sealed key opens on this machine only. It is bound to PCR 23, which no firmware measures into: bound to
the boot state (PCR 7), an update of the firmware's own lists would lock up filings that nobody has
delivered yet. Debian 12's systemd-creds 252 cannot open what it sealed to no PCR at all, hence this one.
"""

from __future__ import annotations

import logging
import shutil
import subprocess
from pathlib import Path

from offline_cache.errors import WrongKey

log = logging.getLogger(__name__)

TOOL = "systemd-creds"
DEVICE = Path("/dev/tpmrm0")
NAME = "lawbooth-store-key"
"""Sealed along, so that no other credential of this machine passes for the key."""
TERMINAL_NAME = "lawbooth-terminal-key"
"""The same for the key that the terminal signs its requests with."""
PCRS = "23"
TIMEOUT_S = 30.0
"""A discrete TPM takes up to two seconds for a seal; one that takes longer is broken."""


class Chip:
    """The TPM of this machine, or another device in the terms of `systemd-creds --tpm2-device`."""

    def __init__(self, device: str = "auto", name: str = NAME) -> None:
        """Without a `device` there is none. What was sealed under one `name` does not open under another."""
        self._device = device
        self._name = name

    def present(self) -> bool:
        """Whether there is a chip and the tool to talk to it."""
        there = DEVICE.exists() if self._device == "auto" else bool(self._device)
        return there and shutil.which(TOOL) is not None

    def seal(self, key: bytes) -> bytes | None:
        """The key sealed, tried by opening it again; None when the chip does not do it."""
        try:
            sealed = self._run("encrypt", "--with-key=tpm2", f"--tpm2-pcrs={PCRS}", data=key)
            return sealed if self._run("decrypt", data=sealed) == key else None
        except (OSError, subprocess.SubprocessError) as error:
            log.error("the security chip did not seal the key: %s", type(error).__name__)
            return None

    def open(self, sealed: bytes) -> bytes:
        """The key. Raises `WrongKey` when this chip does not open it."""
        try:
            return self._run("decrypt", data=sealed)
        except (OSError, subprocess.SubprocessError) as error:
            reason = type(error).__name__
            raise WrongKey(f"the security chip does not open the key: {reason}") from None

    def _run(self, verb: str, *options: str, data: bytes) -> bytes:
        command = [TOOL, verb, f"--name={self._name}", f"--tpm2-device={self._device}", *options, "-", "-"]
        return subprocess.run(command, input=data, capture_output=True, timeout=TIMEOUT_S, check=True).stdout

"""A real software TPM 2 (`swtpm`) for `systemd-creds`, over a socket."""

from __future__ import annotations

import socket
import subprocess
from pathlib import Path

from offline_cache.chip import NAME, Chip

SHUTDOWN = bytes.fromhex("80010000000c000001450000")
"""TPM2_Shutdown(CLEAR): without it the next start counts as an attempt at guessing, and three lock the chip."""


class SoftChip(Chip):
    """A TPM whose state lies in a folder; another folder is another chip.

    It is powered on for each command: what the kernel's resource manager does for a real chip, clearing the
    sessions that a client leaves, only a fresh start does here.
    """

    def __init__(self, folder: Path, name: str = NAME) -> None:
        folder.mkdir(exist_ok=True)
        self.folder = folder
        self.socket = folder / "tpm"
        super().__init__(f"swtpm:path={self.socket}", name)

    def _run(self, verb: str, *options: str, data: bytes) -> bytes:
        command = [
            "swtpm",
            "socket",
            "--tpm2",
            "--tpmstate",
            f"dir={self.folder}",
            "--flags",
            "startup-clear",
        ]
        control = self.socket.with_name("tpm.ctrl")
        for option, path in (("--server", self.socket), ("--ctrl", control)):
            path.unlink(missing_ok=True)
            command += [option, f"type=unixio,path={path}"]
        with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
            try:
                wait_for(control, process)
                return super()._run(verb, *options, data=data)
            finally:
                with socket.socket(socket.AF_UNIX) as line:
                    line.connect(str(self.socket))
                    line.sendall(SHUTDOWN)
                    line.recv(10)
                process.terminate()


def wait_for(control: Path, process: subprocess.Popen[bytes]) -> None:
    """Until the control socket listens; touching the command socket would end the TPM."""
    while process.poll() is None:
        with socket.socket(socket.AF_UNIX) as probe:
            probe.settimeout(0.1)
            if probe.connect_ex(str(control)) == 0:
                return
    raise AssertionError("the software TPM ended")

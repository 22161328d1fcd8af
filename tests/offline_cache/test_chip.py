"""The key sealed to a security chip: a real `systemd-creds` talks to a software TPM 2 over a socket."""

from __future__ import annotations

import socket
import subprocess
from pathlib import Path

import pytest

from offline_cache.cache import Cache
from offline_cache.chip import Chip
from offline_cache.disk import Disk
from offline_cache.errors import WrongKey
from offline_cache.keys import KeyFile
from offline_cache.states import Lane
from tests.offline_cache.rig import HandClock

SHUTDOWN = bytes.fromhex("80010000000c000001450000")
"""TPM2_Shutdown(CLEAR): without it the next start counts as an attempt at guessing, and three lock the chip."""


class SoftChip(Chip):
    """A TPM whose state lies in a folder; another folder is another chip.

    It is powered on for each command: what the kernel's resource manager does for a real chip, clearing the
    sessions that a client leaves, only a fresh start does here.
    """

    def __init__(self, folder: Path) -> None:
        folder.mkdir()
        self.folder = folder
        self.socket = folder / "tpm"
        super().__init__(f"swtpm:path={self.socket}")

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


def test_the_key_is_sealed_and_only_this_chip_opens_it(tmp_path: Path) -> None:
    chip = SoftChip(tmp_path / "chip")
    assert chip.present()
    file = KeyFile(tmp_path / "store.key", Disk(), chip)
    key = file.load_or_make()
    assert len(key) == 32
    assert file.describe() == "tpm2"
    assert key not in (tmp_path / "store.key").read_bytes()
    assert KeyFile(tmp_path / "store.key", Disk(), chip).load() == key
    for other in (SoftChip(tmp_path / "other"), Chip("swtpm:host=127.0.0.1,port=9")):
        with pytest.raises(WrongKey, match="security chip"):
            KeyFile(tmp_path / "store.key", Disk(), other).load()


@pytest.mark.expect_log("did not seal")
def test_a_chip_that_fails_leaves_the_key_in_a_file(tmp_path: Path) -> None:
    file = KeyFile(tmp_path / "store.key", Disk(), Chip("swtpm:host=127.0.0.1,port=9"))
    assert len(file.load_or_make()) == 32
    assert file.describe() == "weak: file"


def test_a_cache_lives_on_a_sealed_key_and_moves_to_one(tmp_path: Path) -> None:
    clock, chip = HandClock(), SoftChip(tmp_path / "chip")
    cache = Cache.open(tmp_path / "cache", clock)
    cache.outbox.enqueue("k", Lane.JSON, b"words")
    assert cache.health().key == "weak: file"
    cache.close()
    Cache.rotate_key(tmp_path / "cache", clock, chip=chip)
    cache = Cache.open(tmp_path / "cache", clock, chip=chip)
    assert cache.health().key == "tpm2"
    assert cache.outbox.expect("k").header == b"words"
    cache.close()

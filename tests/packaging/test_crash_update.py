"""A sample of `make crash-update` on small releases: no kill and no cut leaves a machine that does not start."""

from __future__ import annotations

from pathlib import Path
from random import Random

import ab
import pytest

from tests.packaging import boxes, crash, cuts


@pytest.fixture
def machine(tmp_path: Path) -> crash.Machine:
    for version in ("1.0", "1.1"):
        boxes.parts(tmp_path / "parts", version, files=12)
    made = crash.Machine(tmp_path / "machine", tmp_path / "parts", ("1.0", "1.1"), ask=())
    made.begin()
    return made


def test_no_kill_leaves_a_machine_that_does_not_start(machine: crash.Machine) -> None:
    counting = cuts.RecordingDisk()
    machine.update("1.1", counting)
    seen = crash.kills(machine, 10, Random(1), steps=len(counting.steps))
    assert seen["not bootable"] == 0
    assert seen["killed in the middle"] >= 6
    assert seen["old"]


def test_no_power_cut_leaves_a_machine_that_does_not_start(machine: crash.Machine, tmp_path: Path) -> None:
    seen = crash.power_cuts(machine, tmp_path, 40, Random(2), cuts.Manner())
    assert seen["not bootable"] == 0
    assert seen["old"] > 5
    assert seen["new"] > 5


def test_without_flushing_and_manifest_machines_are_lost(machine: crash.Machine, tmp_path: Path) -> None:
    """The proof that the test above can fail."""
    careless = crash.power_cuts(machine, tmp_path, 24, Random(2), cuts.Manner(flushes=False, manifest=False))
    assert careless["not bootable"] > 0


def test_the_manifest_saves_what_was_not_flushed(machine: crash.Machine, tmp_path: Path) -> None:
    seen = crash.power_cuts(machine, tmp_path, 24, Random(3), cuts.Manner(flushes=False))
    assert seen["not bootable"] == 0


def test_every_single_operation_may_be_the_last(machine: crash.Machine, tmp_path: Path) -> None:
    disk = cuts.RecordingDisk()
    base = tmp_path / "base"
    crash.subprocess.run(["cp", "-al", str(machine.root), str(base)], check=True)
    machine.update("1.1", disk)
    for at in range(len(disk.steps) + 1):
        world = tmp_path / "world"
        cuts.replay(base, machine.root, world, disk.steps[:at], cuts.Manner(), Random(at))
        assert cuts.boot(world, cuts.Manner()) in ("1.0", "1.1")
        assert ab.faults((world / "current").resolve(), thorough=True) == []
        crash.shutil.rmtree(world)

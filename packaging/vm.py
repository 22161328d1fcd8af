#!/usr/bin/env python3
"""Boots a terminal in a virtual machine, by its own units, up to the first picture: `make vm`.

Takes the machine that prove.sh provisioned (WORK/SUITE), adds a kernel and an init to a copy of it, makes a disk of that
and starts it under qemu. What counts is systemd's own word: `Started lawbooth.service` comes with READY=1, which the
keeper says with the first picture of a visit. The console's log and a picture of the screen are kept. Needs root,
qemu-system-x86 and some 8 GB; without KVM everything is emulated, and slow.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import clock

PACKAGES = ("linux-image-amd64", "systemd-sysv", "udev", "kmod", "dbus", "e2fsprogs")
SIZE_MB = 7000
MARKS = {
    "kernel": re.compile(r"Linux version"),
    "systemd": re.compile(r"systemd\[1\]: systemd [0-9]+"),
    "session begins": re.compile(r"Starting lawbooth\.service"),
    "first picture": re.compile(r"Started lawbooth\.service"),
}
"""Lines of the console that tell how far it came."""
FAILED = re.compile(r"lawbooth\.service: (Failed with result '[a-z-]+'|Start request repeated)")
PATIENT = """[Service]
# An emulated processor is twenty times slower than a terminal's; the limits of the unit are for a terminal.
TimeoutStartSec=1500
WatchdogSec=300
Environment=WLR_RENDERER=pixman
"""
NATIVE = "host,arch-capabilities=off"
"""The processor as it is, without a register that a host which is itself a guest refuses to set."""
STANDS_S = 60.0
"""How long it must stand after the first picture."""


def main() -> int:
    """Make the disk if need be, boot it, say what was seen."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("suite", choices=("bookworm", "trixie"))
    parser.add_argument("--work", type=Path, default=Path("/tmp/lawbooth-prove"), help="of prove.sh")  # noqa: S108
    parser.add_argument("--out", type=Path, required=True, help="folder for console.txt and screen.png")
    parser.add_argument("--patience", type=float, default=1800.0, help="seconds from power on to the picture")
    parser.add_argument("--accel", default="tcg,thread=multi", help="of qemu; kvm where the machine has it")
    parser.add_argument("--again", action="store_true", help="with the disk of the last run")
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    home = args.work / f"vm-{args.suite}"
    if not (args.again and (home / "disk.img").exists()):
        disk(args.work / args.suite, home)
    return boot(home, args.out, args.patience, args.accel)


# ---------------------------------------------------------------------- the disk


def disk(provisioned: Path, home: Path) -> None:
    """A bootable copy of the provisioned machine. Raises `FileNotFoundError` where prove.sh did not run yet."""
    if not (provisioned / "opt/lawbooth/current").is_symlink():
        raise FileNotFoundError(f"{provisioned} holds no terminal: run packaging/prove.sh first")
    shutil.rmtree(home, ignore_errors=True)
    home.mkdir(parents=True)
    root = home / "root"
    subprocess.run(["cp", "-a", "--one-file-system", str(provisioned), str(root)], check=True)
    shutil.copyfile("/etc/resolv.conf", root / "etc/resolv.conf")
    mounted = [root / "proc", root / "dev"]
    subprocess.run(["mount", "-t", "proc", "proc", str(mounted[0])], check=True)
    subprocess.run(["mount", "--bind", "/dev", str(mounted[1])], check=True)
    try:
        install(root)
    finally:
        for place in reversed(mounted):
            subprocess.run(["umount", "-l", str(place)], check=False)
    settle(root)
    for name in ("vmlinuz", "initrd.img"):
        shutil.copyfile(
            (root / name).resolve() if (root / name).exists() else newest(root, name), home / name
        )
    image = home / "disk.img"
    with image.open("wb") as file:
        file.truncate(SIZE_MB * 2**20)
    subprocess.run(["mkfs.ext4", "-q", "-F", "-d", str(root), str(image)], check=True)
    shutil.rmtree(root)


def install(root: Path) -> None:
    """A kernel and an init, by the machine's own apt."""
    inside = ["chroot", str(root), "/usr/bin/env", "-i", "PATH=/usr/sbin:/usr/bin:/sbin:/bin",
              "DEBIAN_FRONTEND=noninteractive", "LANG=C.UTF-8"]  # fmt: skip
    lawbooth = root / "etc/apt/sources.list.d/lawbooth.sources"
    lawbooth.unlink(missing_ok=True)  # its repository is gone by now
    subprocess.run([*inside, "apt-get", "update", "-qq"], check=True)
    subprocess.run(
        [*inside, "apt-get", "install", "-y", "-qq", "--no-install-recommends", *PACKAGES], check=True
    )
    # what the package's own scripts could not do without an init
    subprocess.run([*inside, "dpkg-reconfigure", "lawbooth-station"], check=True)


def settle(root: Path) -> None:
    """What a machine has that a chroot does not; nothing of the terminal's own is changed but its patience."""
    (root / "usr/sbin/policy-rc.d").unlink(missing_ok=True)
    (root / "etc/fstab").write_text("/dev/vda / ext4 defaults 0 1\n", encoding="ascii")
    (root / "etc/hostname").write_text("lawbooth-vm\n", encoding="ascii")
    drop = root / "etc/systemd/system/lawbooth.service.d"
    drop.mkdir(parents=True, exist_ok=True)
    (drop / "vm.conf").write_text(PATIENT, encoding="utf-8")
    serial = root / "etc/systemd/system/serial-getty@ttyS0.service"
    serial.unlink(missing_ok=True)
    serial.symlink_to("/dev/null")  # its hang-up would cut the log short


def newest(root: Path, name: str) -> Path:
    """The kernel or its first disk in /boot. Raises `IndexError` when there is none."""
    return sorted((root / "boot").glob(f"{name.partition('.')[0]}*"))[-1]


# ---------------------------------------------------------------------- the boot


def boot(home: Path, out: Path, patience: float, accel: str) -> int:
    """Power on, read the console until the picture is there, stand for a while, power off."""
    console, monitor = out / "console.txt", home / "monitor"
    console.unlink(missing_ok=True)
    monitor.unlink(missing_ok=True)
    words = ("root=/dev/vda rw console=ttyS0 systemd.journald.forward_to_console=1 "
             "systemd.journald.max_level_console=info systemd.show_status=false net.ifnames=0")  # fmt: skip
    command = [
        "qemu-system-x86_64", "-machine", "q35", "-accel", accel, "-cpu", "max" if "tcg" in accel else NATIVE,
        "-smp", "2", "-m", "3072", "-kernel", str(home / "vmlinuz"), "-initrd", str(home / "initrd.img"),
        "-append", words, "-drive", f"file={home / 'disk.img'},if=virtio,format=raw,cache=unsafe,snapshot=on",
        "-vga", "none", "-device", "virtio-gpu-pci,xres=1280,yres=720", "-device", "virtio-tablet-pci",
        "-display", "none", "-nic", "none", "-serial", f"file:{console}",
        "-qmp", f"unix:{monitor},server=on,wait=off", "-no-reboot",
    ]  # fmt: skip
    begun = clock.monotonic()
    with subprocess.Popen(command) as machine:
        try:
            seen = watched(machine, console, begun, patience)
            good = "first picture" in seen and stands(machine, console)
            picture(monitor, out / "screen.png")
        finally:
            machine.kill()
    report = {"marks_s": seen, "stood_s": STANDS_S if good else 0, "accel": accel, "cores": os.cpu_count()}
    (out / "result.json").write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")
    sys.stdout.write(json.dumps(report, indent=1) + "\n")
    return 0 if good else 1


def watched(
    machine: subprocess.Popen[bytes], console: Path, begun: float, patience: float
) -> dict[str, float]:
    """Second after power on of each mark, until the last came, it failed, or patience ended."""
    seen: dict[str, float] = {}
    while clock.monotonic() - begun < patience and machine.poll() is None:
        text = console.read_text(encoding="utf-8", errors="replace") if console.exists() else ""
        for name, pattern in MARKS.items():
            if name not in seen and pattern.search(text):
                seen[name] = round(clock.monotonic() - begun, 1)
                sys.stdout.write(f"{seen[name]:7.1f} s  {name}\n")
                sys.stdout.flush()
        if "first picture" in seen or FAILED.search(text):
            break
        clock.sleep(1.0)
    return seen


def stands(machine: subprocess.Popen[bytes], console: Path) -> bool:
    """Whether the unit neither fails nor starts anew for a while."""
    clock.sleep(STANDS_S)
    text = console.read_text(encoding="utf-8", errors="replace")
    return machine.poll() is None and not FAILED.search(text) and "Scheduled restart job" not in text


def picture(monitor: Path, path: Path) -> None:
    """What the machine's screen shows, from outside of it."""
    with socket.socket(socket.AF_UNIX) as line:
        line.settimeout(60)
        line.connect(str(monitor))
        answers = line.makefile("rwb")
        answers.readline()
        order = {"filename": str(path.resolve()), "format": "png"}
        for asked in ({"execute": "qmp_capabilities"}, {"execute": "screendump", "arguments": order}):
            answers.write(json.dumps(asked).encode() + b"\n")
            answers.flush()
            while b'"return"' not in (told := answers.readline()):
                if not told or b'"error"' in told:
                    raise RuntimeError(f"qemu took no picture: {told.decode()}")


if __name__ == "__main__":
    sys.exit(main())

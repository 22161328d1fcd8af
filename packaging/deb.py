"""Makes a .deb of a folder: the same bytes from the same files, whoever builds it, when and where."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

MAINTAINER = "Lawbooth maintainers <maintainers@lawbooth.invalid>"


@dataclass(frozen=True)
class Package:
    """What dpkg is told of one package."""

    name: str
    version: str
    summary: str
    words: str
    depends: tuple[str, ...] = ()
    architecture: str = "amd64"
    more: Mapping[str, str] = field(default_factory=dict)
    """Further fields of the control file."""

    @property
    def file(self) -> str:
        """As Debian names the file."""
        return f"{self.name}_{self.version}_{self.architecture}.deb"

    def control(self, size_kib: int) -> str:
        """The control file."""
        fields = {
            "Package": self.name,
            "Version": self.version,
            "Architecture": self.architecture,
            "Maintainer": MAINTAINER,
            "Installed-Size": str(size_kib),
            "Section": "misc",
            "Priority": "optional",
            "Depends": ", ".join(self.depends),
            **self.more,
        }
        lines = [f"{name}: {value}" for name, value in fields.items() if value]
        return "\n".join([*lines, f"Description: {self.summary}", f" {self.words}"]) + "\n"


def make(
    package: Package, root: Path, scripts: Mapping[str, str], out: Path, *, epoch: int, level: int
) -> Path:
    """Write the .deb of what lies below `root`; `scripts` are its maintainer scripts and conffiles by name.

    `epoch` (Unix seconds) stands for every file's time, `level` is zstd's. Raises `CalledProcessError`.
    """
    admin = root / "DEBIAN"
    shutil.rmtree(admin, ignore_errors=True)
    admin.mkdir()
    (admin / "control").write_text(package.control(_kib(root)), encoding="utf-8")
    for name, text in scripts.items():
        (admin / name).write_text(text, encoding="utf-8")
        (admin / name).chmod(0o644 if name in ("conffiles", "triggers") else 0o755)
    level_times(root, epoch)
    out.mkdir(parents=True, exist_ok=True)
    made = out / package.file
    subprocess.run(
        ["dpkg-deb", "--root-owner-group", "-Zzstd", f"-z{level}", "--threads-max=2", "--build", str(root), str(made)],
        env=os.environ | {"SOURCE_DATE_EPOCH": str(epoch)}, check=True, stdout=subprocess.DEVNULL,
    )  # fmt: skip
    return made


def level_times(root: Path, epoch: int) -> None:
    """One time and plain rights for everything, whatever the builder's clock and umask were."""
    for path in sorted(root.rglob("*")):
        if not path.is_symlink():
            runs = path.is_dir() or path.stat().st_mode & 0o100
            path.chmod(0o755 if runs else 0o644)
    for path in [*sorted(root.rglob("*"), reverse=True), root]:
        os.utime(path, (epoch, epoch), follow_symlinks=False)


def _kib(root: Path) -> int:
    return sum(-(-path.lstat().st_size // 1024) for path in root.rglob("*") if not path.is_dir())

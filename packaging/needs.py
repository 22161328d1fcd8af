#!/usr/bin/env python3
"""Which Debian packages a pruned tree needs, from what its ELF files ask for and do not bring along.

Not from `ldd`: that runs on the building machine, whose other packages hide what is missing (libgssapi_krb5, asked for
by QtNetwork, is "found" on bookworm and missing on trixie). A library that the table below does not know is an error:
a new version of a wheel must not go out with a dependency that nobody looked at. Usage: needs.py TREE
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable
from pathlib import Path

import elf

PACKAGES = {
    "ld-linux-x86-64.so.2": "libc6", "libc.so.6": "libc6", "libdl.so.2": "libc6", "libm.so.6": "libc6",
    "libpthread.so.0": "libc6", "libresolv.so.2": "libc6", "librt.so.1": "libc6", "libutil.so.1": "libc6",
    "libEGL.so.1": "libegl1", "libGL.so.1": "libgl1", "libX11.so.6": "libx11-6", "libXcomposite.so.1": "libxcomposite1",
    "libXdamage.so.1": "libxdamage1", "libXext.so.6": "libxext6", "libXfixes.so.3": "libxfixes3",
    "libXrandr.so.2": "libxrandr2", "libXtst.so.6": "libxtst6", "libasound.so.2": "libasound2 | libasound2t64",
    "libbrotlicommon.so.1": "libbrotli1", "libbrotlidec.so.1": "libbrotli1", "libbz2.so.1.0": "libbz2-1.0",
    "libbz2.so.1": "libbz2-1.0", "libcrypt.so.1": "libcrypt1", "libcrypto.so.3": "libssl3 | libssl3t64",
    "libdbus-1.so.3": "libdbus-1-3", "libdrm.so.2": "libdrm2", "libexpat.so.1": "libexpat1", "libffi.so.8": "libffi8",
    "libfontconfig.so.1": "libfontconfig1", "libfreetype.so.6": "libfreetype6", "libgbm.so.1": "libgbm1",
    "libgcc_s.so.1": "libgcc-s1", "libglib-2.0.so.0": "libglib2.0-0 | libglib2.0-0t64",
    "libgthread-2.0.so.0": "libglib2.0-0 | libglib2.0-0t64", "libgssapi_krb5.so.2": "libgssapi-krb5-2",
    "liblzma.so.5": "liblzma5", "libnspr4.so": "libnspr4", "libnss3.so": "libnss3", "libnssutil3.so": "libnss3",
    "libpulse.so.0": "libpulse0", "libsmime3.so": "libnss3", "libsqlite3.so.0": "libsqlite3-0",
    "libssl.so.3": "libssl3 | libssl3t64", "libstdc++.so.6": "libstdc++6", "libudev.so.1": "libudev1",
    "libuuid.so.1": "libuuid1", "libwayland-client.so.0": "libwayland-client0",
    "libwayland-cursor.so.0": "libwayland-cursor0", "libwayland-egl.so.1": "libwayland-egl1",
    "libxcb-dri3.so.0": "libxcb-dri3-0", "libxcb.so.1": "libxcb1", "libxkbcommon.so.0": "libxkbcommon0",
    "libxkbfile.so.1": "libxkbfile1", "libz.so.1": "zlib1g", "libzstd.so.1": "libzstd1",
}  # fmt: skip
"""Name of a library -> who brings it on bookworm | on trixie, where 64-bit time renamed some."""

OPENED_BY_NAME = (
    "libtss2-esys-3.0.2-0 | libtss2-esys-3.0.2-0t64", "libtss2-mu0 | libtss2-mu-4.0.1-0t64",
    "libtss2-rc0 | libtss2-rc0t64",
    "libtss2-tcti-device0 | libtss2-tcti-device0t64", "xkb-data", "fontconfig-config", "fonts-noto-cjk", "tzdata",
    "ca-certificates",
)  # fmt: skip
"""What no ELF header tells of: the security chip's libraries (offline_cache.chip), keyboards, fonts, zones, roots."""

AT_LEAST = {"libc6": "2.36"}
"""The building suite's; both suites have it."""


class Unmapped(Exception):
    """Libraries that nobody said a package for; the text names each and one file that asks for it."""


def outside(tree: Path) -> dict[str, str]:
    """Library asked for and not brought along -> one file that asks."""
    told = elf.facts(elf.files(tree))
    inside = {path.name for path in tree.rglob("*.so*")} | {fact.soname for fact in told.values()}
    return {
        name: str(path.relative_to(tree))
        for path, fact in sorted(told.items(), reverse=True)
        for name in fact.needed
        if name not in inside
    }


def depends(wanted: dict[str, str], more: Iterable[str] = OPENED_BY_NAME) -> list[str]:
    """The alternatives of a Depends field, sorted. Raises `Unmapped`."""
    strange = {name: by for name, by in wanted.items() if name not in PACKAGES}
    if strange:
        raise Unmapped("; ".join(f"{name} (asked for by {by})" for name, by in sorted(strange.items())))
    named = {PACKAGES[name] for name in wanted} | set(more)
    return sorted(f"{name} (>= {AT_LEAST[name]})" if name in AT_LEAST else name for name in named)


def main() -> int:
    """Print the Depends field of a tree."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("tree", type=Path)
    try:
        sys.stdout.write("\n".join(depends(outside(parser.parse_args().tree))) + "\n")
    except Unmapped as error:
        sys.stderr.write(f"no package is known for: {error}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())

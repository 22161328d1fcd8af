"""The slot for a national seal in PDF (GB/T 38540): a licensed seal server, by whatever client the site has for it.

The client is a command of the settings: the paper on its standard input, the sealed paper on its standard output, 0 as
exit code. It may add a revision and nothing else, so that whatever was signed before stays signed; a client that writes
the paper anew is refused. The last person signs over the seal, and is shown it first.
"""

from __future__ import annotations

import subprocess
from collections.abc import Sequence

WAIT_S = 30.0
LARGEST = 64 << 20


class NoSeal(Exception):
    """The paper has no national seal; the text is a code."""


def sealed(pdf: bytes, command: Sequence[str]) -> bytes:
    """The paper with the seal as a further revision. Raises `NoSeal`."""
    try:
        done = subprocess.run(list(command), input=pdf, capture_output=True, timeout=WAIT_S, check=False)
    except subprocess.TimeoutExpired:
        raise NoSeal("timeout") from None
    except OSError:
        raise NoSeal("no_client") from None
    if done.returncode:
        raise NoSeal("refused")
    found = done.stdout
    if len(found) > LARGEST or not found.startswith(pdf) or len(found) == len(pdf):
        raise NoSeal("rewritten")
    if not found.rstrip(b"\r\n").endswith(b"%%EOF"):
        raise NoSeal("unreadable")
    return found

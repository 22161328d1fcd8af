"""Readies the environment for the on-screen keyboard; to be called before the application object is made.

The keys, the candidate strip and their looks are ours (`qml/Lawbooth/Keyboard`); the pinyin engine behind
them is the one of Qt Virtual Keyboard. Its panel is not used: it brings sound and pop-up windows along and
cannot follow the contrast modes.
"""

from __future__ import annotations

import os
from collections.abc import MutableMapping

NOWHERE = "/dev/null/config"
"""A folder that cannot be made."""
QUIET = "qt.virtualkeyboard*=false"


def prepare_keyboard(environ: MutableMapping[str, str] = os.environ) -> None:
    """Choose the engine, and leave it no place to write down what people type.

    The engine keeps a user dictionary under the user's configuration folder and offers no switch for it. With
    that folder out of reach it learns in memory only, which dies with the visit. Its complaint about that is
    silenced.
    """
    environ["QT_IM_MODULE"] = "qtvirtualkeyboard"
    environ["QT_VIRTUALKEYBOARD_DESKTOP_DISABLE"] = "1"
    environ["XDG_CONFIG_HOME"] = NOWHERE
    environ.setdefault("QT_LOGGING_RULES", QUIET)

"""`face verify CARD LIVE...`: compare a card photo with pictures from files, as the technician's check."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kiosk.identity.decision import THRESHOLDS

if TYPE_CHECKING:
    from kiosk.identity.embedder import DlibEmbedder, DlibFinder
    from kiosk.identity.vision import Rgb, Vector


class FaceFileError(Exception):
    """A file holds no picture or no face: `code` says so, `which` names the picture (`card`, `live 2`)."""

    def __init__(self, code: str, which: str) -> None:
        super().__init__(f"{code}: {which}")
        self.code = code
        self.which = which


@dataclass(frozen=True)
class Comparison:
    """What the pictures say. Files show no life, so a good distance alone is no accept at the terminal."""

    verdict: str
    distance: float
    distances: list[float]
    thresholds: dict[str, Any]
    model: str
    liveness: str = "not_done"


def verify_files(card_jpg: Path, live_jpgs: Sequence[Path]) -> Comparison:
    """Compare one card picture with live ones. Raises `FaceFileError`, `NoModels`.

    The verdict is `match`, `uncertain` or `no_match` by the terminal's own limits for the mean of the
    pictures.
    """
    import numpy as np  # heavy

    from kiosk.identity.embedder import DlibEmbedder, DlibFinder

    names = ["card", *(f"live {number}" for number in range(1, len(live_jpgs) + 1))]
    pictures = [_read(path, name) for path, name in zip((card_jpg, *live_jpgs), names, strict=True)]
    finder = DlibFinder()
    embedder = DlibEmbedder(finder)
    card, *lives = (_vector(finder, embedder, *pair) for pair in zip(pictures, names, strict=True))
    distance = float(np.linalg.norm(np.mean(lives, axis=0) - card))
    each = [round(float(np.linalg.norm(live - card)), 4) for live in lives]
    return Comparison(_word(distance), round(distance, 4), each, asdict(THRESHOLDS), embedder.version)


def _word(distance: float) -> str:
    if distance <= THRESHOLDS.accept:
        return "match"
    return "uncertain" if distance <= THRESHOLDS.retry else "no_match"


def _vector(finder: DlibFinder, embedder: DlibEmbedder, picture: Rgb, which: str) -> Vector:
    from kiosk.identity.embedder import largest_face

    face = largest_face(finder, picture)
    if face is None:
        raise FaceFileError("no_face", which)
    return embedder.embed(picture, face)


def _read(path: Path, which: str) -> Rgb:
    """The picture as RGB; small ones (a card photo) enlarged so that the detector sees the face."""
    import cv2
    import numpy as np

    try:
        data = path.read_bytes()
    except OSError as error:
        raise FaceFileError("unreadable", which) from error
    picture = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_COLOR) if data else None
    if picture is None:
        raise FaceFileError("not_a_picture", which)
    if max(picture.shape[:2]) < 300:
        picture = cv2.resize(picture, None, fx=3, fy=3, interpolation=cv2.INTER_CUBIC)
    return np.asarray(cv2.cvtColor(picture, cv2.COLOR_BGR2RGB), np.uint8)


def add_commands(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Mount `face verify` on the main parser; the handler is in `run`."""
    face = subparsers.add_parser("face", help="compare faces in files")
    commands = face.add_subparsers(dest="face_command", required=True)
    verify = commands.add_parser("verify", help="compare a card photo with live pictures; prints JSON")
    verify.add_argument("card", type=Path, help="picture of the card's photo")
    verify.add_argument("live", type=Path, nargs="+", help="live pictures; three or more for a decision")
    verify.add_argument("--json", action="store_true", help="print JSON (the only form there is)")
    verify.set_defaults(run=_verify)


def _verify(arguments: argparse.Namespace) -> int:
    """Exit code 0 for a match, 1 for none or uncertain, 2 when it could not be compared."""
    from kiosk.identity.models import NoModels

    try:
        result = verify_files(arguments.card, arguments.live)
    except FaceFileError as error:
        answer: dict[str, Any] = {"error": error.code, "picture": error.which}
    except NoModels as error:
        answer = {"error": "no_models", "detail": str(error)}
    else:
        answer = asdict(result)
    sys.stdout.write(json.dumps(answer, ensure_ascii=False) + "\n")
    return 2 if "error" in answer else int(answer["verdict"] != "match")

"""Loads the two dlib models we use out of the `face_recognition_models` wheel without importing that package.

Importing it, or `face_recognition`, needs pkg_resources, can end the process by `quit()`, and loads the
68-point model, whose training data are not licensed for this use. The 5-point and the ResNet model are public
domain.
"""

from __future__ import annotations

import importlib.util
from pathlib import Path

FIVE_POINTS = "shape_predictor_5_face_landmarks.dat"
RESNET = "dlib_face_recognition_resnet_model_v1.dat"


class NoModels(Exception):
    """The face models are not installed."""


def model_path(name: str) -> str:
    """The path of a model file. Raises `NoModels`."""
    spec = importlib.util.find_spec("face_recognition_models")
    folders = spec.submodule_search_locations if spec is not None else None
    path = Path(folders[0]) / "models" / name if folders else None
    if path is None or not path.is_file():
        raise NoModels(f"face model {name} is not installed")
    return str(path)

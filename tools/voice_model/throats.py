"""Voices that espeak-ng does not bring: formants, pitch and roughness drawn at random, so that no throat is special.

The ranges are wide on purpose: a voice without its third formant, or with a low first one under an echo, is not training
data here, yet nothing new. No held-out voice's own numbers are in them.
"""

from __future__ import annotations

import random
import shutil
from pathlib import Path

COUNT = 200
"""espeak-ng counts 350 voices and no more, its languages among them."""
MANDARIN = "sit"
"""The family of languages that is kept."""
FORMANTS = 9
HIGHER = 3
"""From this formant on one may be missing altogether, as behind a bad telephone."""


def throat(dice: random.Random) -> str:
    """The variant file of one voice, in the words of espeak-ng's voice format."""
    size = dice.uniform(0.85, 1.25)
    low = dice.randint(70, 200)
    lines = ["language variant", f"pitch {low} {round(low * dice.uniform(1.2, 1.7))}"]
    for formant in range(FORMANTS):
        place = round(100 * size * dice.uniform(0.85, 1.15))
        height = 0 if formant >= HIGHER and dice.random() < 0.2 else round(dice.uniform(50, 160))
        lines.append(f"formant {formant} {place} {height} {round(dice.uniform(70, 160))}")
    if dice.random() < 0.3:
        lines.append(f"echo {round(dice.uniform(20, 200))} {round(dice.uniform(5, 60))}")
    if dice.random() < 0.2:
        lines.append(f"klatt {dice.randint(1, 5)}")
    lines += [f"flutter {dice.randint(0, 10)}", f"roughness {dice.randint(0, 4)}"]
    lines.append(f"voicing {dice.randint(50, 130)}")
    lines.append(f"consonants {dice.randint(50, 140)} {dice.randint(50, 140)}")
    return "\n".join(lines) + "\n"


def with_throats(data: Path, folder: Path, dice: random.Random) -> list[str]:
    """Make `folder` espeak-ng's data with these voices added, and name them; the rest is linked, nothing is copied."""
    for path in data.iterdir():
        if path.name not in ("voices", "lang"):
            (folder / path.name).symlink_to(path)
    shutil.copytree(data / "voices" / "!v", folder / "voices" / "!v")
    shutil.copytree(data / "lang" / MANDARIN, folder / "lang" / MANDARIN)
    names = [f"throat{number}" for number in range(COUNT)]
    for name in names:
        (folder / "voices" / "!v" / name).write_text(throat(dice), encoding="utf-8")
    return names

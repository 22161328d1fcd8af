"""The catalogue linter: what a definition can get wrong although it loads, found before a resident meets it."""

from __future__ import annotations

from legalnet.lint.check import lint
from legalnet.lint.finding import Finding
from legalnet.lint.specimens import Chance, Longest, Shortest, SpecimenError, specimen

__all__ = ["Chance", "Finding", "Longest", "Shortest", "SpecimenError", "lint", "specimen"]

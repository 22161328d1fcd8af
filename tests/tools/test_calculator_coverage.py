"""Every calculator is measured, and every branch of it is taken by its own tests."""

from __future__ import annotations

from pathlib import Path

import pytest

from legalnet.families import AMOUNTS
from tools.calculator_coverage import MODULES, measured


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_every_branch_of_every_calculator_is_taken(tmp_path: Path) -> None:
    assert {name: percent for name, percent in measured(tmp_path).items() if percent < 100} == {}


def test_every_calculator_is_measured() -> None:
    modules = {calculator.__module__ for calculator in AMOUNTS.values()}
    assert {module.removeprefix("legalnet.") for module in modules} <= set(MODULES)

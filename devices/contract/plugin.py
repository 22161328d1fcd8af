"""The suite's options: which driver, and where its hardware is.

A plugin and no conftest.py, which pytest does not find behind `--pyargs`: it is loaded by the entry point
`devices.contract.plugin` of the group `pytest11`, by conftest.py at the top of this repository, or by `-p`.
"""

from __future__ import annotations

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--driver NAME` (again for more; all without it), `--address ADDRESS` of real hardware, `--turns N` for load."""
    group = parser.getgroup("lawbooth", "Lawbooth's driver contract")
    group.addoption("--driver", action="append", default=[], help="driver to try, by its name")
    group.addoption(
        "--address", default="", help="address of real hardware instead of the driver's own bench"
    )

    group.addoption(
        "--turns",
        type=int,
        default=1,
        help="load: do what is repeated so many times more often (10 for a vendor)",
    )


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """One test for each driver and each promise of its kind."""
    if metafunc.module.__name__ != "devices.contract.test_contract":
        return
    from devices.quality import checks_for  # other tests need none of this
    from devices.registry import NoDriver, driver_named, drivers

    names = metafunc.config.getoption("--driver")
    try:
        chosen = [driver_named(name) for name in names] or list(drivers().values())
    except NoDriver as error:
        raise pytest.UsageError(str(error)) from None
    pairs = [(driver, check) for driver in chosen for check in checks_for(driver)]
    names = [f"{driver.name}-{check.level.name.lower()}-{check.name}" for driver, check in pairs]
    metafunc.parametrize(("driver", "check"), pairs, ids=names)

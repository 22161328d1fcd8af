"""What every driver promises, as a suite that its maker runs: `pytest --pyargs devices.contract --driver NAME`."""

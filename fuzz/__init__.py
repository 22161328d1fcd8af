"""Throws bytes at every codec and every conversation on a wire: no crash, no hang, nothing wrong accepted.

`python -m fuzz.run --seconds 5` needs nothing beyond the program; with atheris installed the same targets are
driven by coverage.
"""

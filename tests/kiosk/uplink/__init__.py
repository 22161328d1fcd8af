"""Tests of the terminal's uplink, against a real gateway over HTTP."""

"""Tests of `kiosk.dock`."""

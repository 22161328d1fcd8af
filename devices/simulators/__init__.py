"""Devices that are not there: they speak the wire protocols of real ones and can be told to fail."""

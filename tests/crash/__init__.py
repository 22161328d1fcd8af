"""Tests that cut the power: whatever was promised is still there, once."""

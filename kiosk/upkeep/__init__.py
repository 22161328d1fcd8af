"""Upkeep: is this terminal well, and what to do when it is not."""

"""Cameras: where frames come from, and the child processes that work on them."""

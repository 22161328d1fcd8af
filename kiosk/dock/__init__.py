"""The fault dock without its window: every trouble by name, how it is caused, and what the resident sees of it."""

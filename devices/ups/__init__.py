"""The battery behind the mains: tells the terminal how long it may still work."""

"""A visit: one resident's time at the terminal, and the journey through one matter. No Qt."""

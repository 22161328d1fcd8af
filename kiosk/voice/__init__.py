"""Speaking and listening: what is said becomes values and commands, what is written speech. No Qt but in `sound`."""

"""The fleet: heartbeats of terminals, what is wrong with them, what they are asked to do, and who runs what."""

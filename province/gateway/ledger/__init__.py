"""The audit's chain: each row of who did what is tied to the one before it, and the chain's head to the evidence log."""

"""Hardware: bytes and ports. Knows nothing of law, Qt or the network."""

"""What staff do: as JSON for the desk, and as plain forms without scripts."""

"""Card against person: a live face, a movement challenge, and a decision that never refuses anybody."""

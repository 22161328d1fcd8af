"""The other end: the reference gateway of the provincial legal network."""

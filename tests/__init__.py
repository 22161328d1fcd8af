"""The tests of the house, in the shape of its packages."""

"""Real servers that the tests of the province start for themselves, on free ports, and take down again."""

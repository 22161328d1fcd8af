"""Builds the small recognition model of the tests from synthesised speech: a test model, not for residents."""

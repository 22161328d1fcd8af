"""Measured figures, each beside what a user would pick instead."""

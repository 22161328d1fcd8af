"""Scanners of two-dimensional codes: modules of the GM65 family and those that just send lines."""

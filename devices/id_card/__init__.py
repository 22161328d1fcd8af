"""Resident ID cards through a SAM reader (GA/T 467-2019):
frames in, a card out, and the truth about what went wrong.
"""

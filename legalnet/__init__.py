"""The language both ends speak: matters, submissions, fees, deadlines, checks. Pure: no Qt, no network, no
clock.
"""

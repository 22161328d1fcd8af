"""Checks and generators that belong to the workshop, not to the product."""

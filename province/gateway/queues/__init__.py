"""Waiting for a person: tickets, offers, the check for conflicts of interest, bookings and call-backs."""

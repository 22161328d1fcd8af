"""Filings through every kind of bad network: real memory, real engine, real uplink, a real gateway process."""

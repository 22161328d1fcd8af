"""Lamp, lock, presence and door behind a relay board that speaks Modbus RTU."""

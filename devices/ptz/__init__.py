"""Cameras that pan, tilt and zoom: VISCA with answers, Pelco-D without."""

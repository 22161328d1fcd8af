"""Joining a video room from the terminal: the ticket's way to the province, the line to the web view, the web view."""

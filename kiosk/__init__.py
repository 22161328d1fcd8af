"""The terminal: a resident's visit from card to printed receipt."""

"""What stands before every route: headers on each answer, and how often somebody may try."""

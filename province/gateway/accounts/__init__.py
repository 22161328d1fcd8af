"""The people who work at the other end: their accounts, two factors, sessions and what their roles allow."""

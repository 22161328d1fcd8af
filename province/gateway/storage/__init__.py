"""Where the gateway keeps what it took in: one interface, on SQLite for one machine or on PostgreSQL for many."""

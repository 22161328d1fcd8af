"""Law on the terminal: statutes taken in by the site, found by words, by article and by matter."""

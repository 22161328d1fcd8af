"""Mediation, notarisation and hearing: their files, ways in, papers signed in turn, beside the rooms they happen in."""

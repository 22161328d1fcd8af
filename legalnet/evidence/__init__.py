"""The evidence log's language: leaves, trees, signed heads, proofs and codes, the same at both ends and offline.

Formats are C2SP's (tlog-tiles, signed-note, tlog-checkpoint, tlog-cosignature, tlog-proof), so that programs of other
people read them; see docs/evidence.md.
"""

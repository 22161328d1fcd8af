"""Memory: encrypted store, blobs, outbox, sync engine. Knows nothing of law, Qt or HTTP."""

"""Tests of the memory: store, blobs, outbox, sync."""

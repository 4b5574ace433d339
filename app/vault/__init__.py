"""Secrets: OpenPGP messages, the key that opens them, and where it is kept."""

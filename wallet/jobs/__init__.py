"""Durable work in, each done once: a ledger in the database, and those who work it off."""

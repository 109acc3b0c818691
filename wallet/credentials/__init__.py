"""A document in, the one credential model out; a reader never fetches."""

"""A document and its keys in, what its proofs cover and whether they hold out; also signs."""

"""Bytes in any carrier in, strictly read documents out."""

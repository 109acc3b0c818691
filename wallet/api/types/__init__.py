"""Rows in, the types of the schema out: one declaration for each field says what it needs."""

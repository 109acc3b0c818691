"""Chosen credentials in, a link out; a link's token in, what was disclosed out."""

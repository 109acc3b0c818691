"""Rows in, rows out: the tables, their migrations, pages and search over them."""

"""A case in, one report out: what was checked, what was found, who can mend it."""

"""Whether the migrations still make what the models say: `python -m wallet.store.drift`.

Prints what is missing and ends with 1 where they differ. `--write` writes the next migration.
Until the first release there is one migration, made anew by `--rewrite`, which deletes all and
writes the initial one (delete your local database after it).
"""

import asyncio
import sys
from pathlib import Path

from wallet.store import migrations
from wallet.store.migrating import drift

_FOLDER = Path(migrations.__path__[0])


def main(arguments: list[str]) -> int:
    """Run the command and return its exit status."""
    if "--rewrite" in arguments:
        for migration in _FOLDER.glob("[0-9]*.py"):
            migration.unlink()
    missing = asyncio.run(drift())
    for writer in missing:
        if {"--write", "--rewrite"} & set(arguments):
            sys.stdout.write(f"wrote {writer.write()}\n")
        else:
            sys.stdout.write(f"the models and the migrations differ:\n{writer.as_string()}")
    return 1 if missing and not arguments else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

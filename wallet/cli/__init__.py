"""The `wallet` command: arguments in, words and an exit status out."""

import sys

from wallet.cli.commands import USAGE_ERROR, app


def main() -> None:
    """Run the command line; what a person can mend is said in a sentence, without a traceback."""
    try:
        app()
    except Exception as error:
        from wallet.cli.complaints import complaint  # noqa: PLC0415  # only where something is wrong

        sentence = complaint(error)
        if sentence is None:
            raise
        sys.stderr.write(f"{sentence}\n")
        sys.exit(USAGE_ERROR)

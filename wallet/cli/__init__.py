"""The `wallet` command: arguments in, words and an exit status out."""

from wallet.cli.commands import app


def main() -> None:
    """Run the command line."""
    app()

"""What the command line offers; each command is a few lines over the rooms below."""

import asyncio
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, NoReturn

import typer
from rich.console import Console

from wallet.cli.verifying import as_json, exit_status, show, verify_inputs
from wallet.credentials.dates import read_date
from wallet.intake.offline_sources import IndexUnreadableError
from wallet.settings import Settings

USAGE_ERROR = 2

app = typer.Typer(
    name="wallet",
    help="A backend where a learner's credentials from every platform live together.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_show_locals=False,
)


@app.callback()
def commands() -> None:
    """Keep every command under its own name, be there one or many."""


Inputs = Annotated[
    list[str], typer.Argument(metavar="FILE|URL...", help="Files or web addresses, in order.")
]


@app.command()
def verify(
    inputs: Inputs,
    *,
    json_output: Annotated[
        bool, typer.Option("--json", help="Print one JSON array, an object for each input.")
    ] = False,
    sources: Annotated[
        list[Path] | None,
        typer.Option(
            "--sources",
            metavar="DIR",
            help="Answer addresses from the files that DIR/index.json names, and never from the "
            "network; may be given several times.",
        ),
    ] = None,
    at: Annotated[
        str | None, typer.Option("--at", metavar="TIME", help="Ask about another moment.")
    ] = None,
    recipient: Annotated[
        str | None,
        typer.Option("--recipient", metavar="ADDRESS", help="Check whether it is this person's."),
    ] = None,
    every_check: Annotated[
        bool, typer.Option("--all-checks", help="Show the checks that do not apply, too.")
    ] = False,
) -> None:
    """Verify credentials and explain each check; needs no database and no account.

    Exit status: 4 any input is no credential, else 1 any is not verified, else 3 any could not be
    checked completely, else 0; 2 is a usage error.
    """
    moment = None if at is None else _moment(at)
    for label in inputs:
        if not label.startswith(("https://", "http://")) and not Path(label).is_file():
            _usage(f"There is no file {label!r}.")
    try:
        verified = asyncio.run(
            verify_inputs(
                inputs,
                folders=sources or (),
                contexts_folder=Settings().contexts_dir,
                at=moment,
                recipient=recipient,
            )
        )
    except IndexUnreadableError as error:
        _usage(str(error))
    if json_output:
        sys.stdout.write(as_json(verified) + "\n")
    else:
        show(verified, Console(), every_check=every_check)
    raise typer.Exit(exit_status(verified))


def _moment(text: str) -> datetime:
    moment = read_date(text)
    if moment is None:
        _usage(f"{text!r} is no time; write it like {datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}.")
    return moment


def _usage(message: str) -> NoReturn:
    typer.echo(message, err=True)
    raise typer.Exit(USAGE_ERROR)

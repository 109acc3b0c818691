"""What the command line offers; each command is a few lines over the rooms below.

A command imports what it needs when it runs: `wallet verify` starts in half the time so.
"""

import asyncio
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, NoReturn

import typer
from rich.console import Console

from wallet.credentials.dates import read_date
from wallet.settings import Settings

USAGE_ERROR = 2
DEMO_LEARNER = "demo@wallet.example"

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
    from wallet.cli.verifying import as_json, exit_status, show, verify_inputs
    from wallet.intake.offline_sources import IndexUnreadableError

    moment = None if at is None else _moment(at)
    _require_files(inputs)
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


@app.command()
def serve(
    *,
    port: Annotated[int | None, typer.Option(help="Port to listen on; 0 for any free one.")] = None,
    host: Annotated[str | None, typer.Option(help="Address to listen on.")] = None,
    database_url: Annotated[
        str | None, typer.Option(help="postgres://… instead of SQLite in the data folder.")
    ] = None,
    demo: Annotated[
        bool, typer.Option("--demo/--no-demo", help="Fill a demonstration learner's wallet.")
    ] = True,
) -> None:
    """Serve the wallet; the first start migrates and fills the demonstration."""
    from wallet.cli import serving

    settings = _settings(port=port, host=host, database_url=database_url)
    try:
        serving.run(settings, demo=demo and settings.in_development, console=Console())
    except serving.PortTakenError as error:
        _usage(str(error))


@app.command(name="import")
def import_(
    inputs: Inputs,
    *,
    email: Annotated[
        str,
        typer.Option("--for", metavar="EMAIL", help="Whose wallet; made if there is none."),
    ] = DEMO_LEARNER,
) -> None:
    """Import credentials into a local account's wallet."""
    from wallet.cli.importing import import_inputs

    _require_files(inputs)
    taken = asyncio.run(import_inputs(Settings(), inputs, email, Console()))
    raise typer.Exit(0 if taken else 1)


@app.command()
def export(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="ZIP file to write.")],
    *,
    email: Annotated[
        str, typer.Option("--for", metavar="EMAIL", help="Whose wallet.")
    ] = DEMO_LEARNER,
    with_reports: Annotated[
        bool, typer.Option("--reports/--no-reports", help="Put the newest reports in, too.")
    ] = True,
) -> None:
    """Write a local account's whole wallet into a ZIP file, which an import takes again.

    Where it is large, into several: FILE-1, FILE-2 and so on.
    """
    from wallet.cli.exporting import export_wallet

    written = asyncio.run(export_wallet(Settings(), email, file, with_reports=with_reports))
    for name, credentials in written:
        typer.echo(f"{name}: {credentials} credentials")


@app.command()
def demo() -> None:
    """Fill the demonstration learner's wallet, as the first `wallet serve` does."""
    from wallet.cli import serving

    asyncio.run(serving.fill_demonstration(Settings(), Console()))


@app.command()
def token(email: Annotated[str, typer.Argument(metavar="EMAIL")]) -> None:
    """Print an access token for a local account, made when it does not exist.

    Works for who can read the database: it asks for no code.
    """
    typer.echo(asyncio.run(_access_token(Settings(), email)))


@app.command(name="migrate")
def migrate_(
    *,
    check: Annotated[
        bool, typer.Option("--check", help="Only tell if models and migrations differ.")
    ] = False,
) -> None:
    """Bring the database's schema up to date."""
    from wallet.store.migrating import drift, migrate

    if check:
        missing = asyncio.run(drift())
        for writer in missing:
            typer.echo(f"The models and the migrations differ:\n{writer.as_string()}")
        raise typer.Exit(1 if missing else 0)
    settings = Settings()
    settings.data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    asyncio.run(migrate(settings.store_url))


@app.command(name="export-schema")
def export_schema() -> None:
    """Print the GraphQL schema, as `schema.graphql` holds it."""
    from wallet.api.export import sdl

    typer.echo(sdl(), nl=False)


async def _access_token(settings: Settings, email: str) -> str:
    from wallet.accounts.account import account_for
    from wallet.accounts.sessions import issue_for
    from wallet.store.connection import open_store
    from wallet.store.migrating import migrate

    settings.data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    await migrate(settings.store_url)
    async with open_store(settings.store_url):
        moment = datetime.now(UTC)
        tokens = await issue_for(await account_for(email, now=moment), now=moment)
        return tokens.access_token


def _settings(**given: object) -> Settings:
    return Settings.model_validate(
        Settings().model_dump()
        | {name: value for name, value in given.items() if value is not None}
    )


def _require_files(inputs: list[str]) -> None:
    for label in inputs:
        if label.startswith(("https://", "http://")):
            continue
        file = Path(label)
        if file.is_dir():
            _usage(f"{label!r} is a folder; name the files in it.")
        if not file.is_file() and not file.is_fifo():
            _usage(f"There is no file {label!r}.")


def _moment(text: str) -> datetime:
    moment = read_date(text)
    if moment is None:
        _usage(f"{text!r} is no time; write it like {datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}.")
    return moment


def _usage(message: str) -> NoReturn:
    typer.echo(message, err=True)
    raise typer.Exit(USAGE_ERROR)

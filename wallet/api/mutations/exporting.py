"""Take the whole wallet along."""

from typing import Any

import strawberry
from strawberry.types import Info

from wallet.api.calls import call_of
from wallet.api.declaring import Record, asked_with, column, derived, record
from wallet.api.mutations.inputs import Input
from wallet.api.payloads import UserErrors, attempted, user_errors
from wallet.api.types.describing import mutation
from wallet.api.types.scalars import URL
from wallet.learner.exporting import parts_of
from wallet.store.media_links import ExportLink


@strawberry.type(description="A part of an exported wallet: a ZIP file that an import takes.")
class ExportPart(Record):
    """What one address gives."""

    file_name: str = column("Name to save it under.")
    credential_count: int = column("Credentials in it.")

    @asked_with("Signed address for download, for a while; it is packed when asked for.")
    def url(self, info: Info) -> URL:
        """Return where the part is packed."""
        services = call_of(info).services
        return URL(services.media.export_url_for(self.row["link"], services.now()))


@strawberry.input(description="Input of exportWallet.")
class ExportWalletInput:
    """What to put beside the documents."""

    with_reports: bool = strawberry.field(
        default=True, description="Put the newest reports of each credential in, for people."
    )


@strawberry.type(description="Result of exportWallet.")
class ExportWalletPayload(Record):
    """Where the wallet can be had."""

    parts: list[ExportPart] | None = derived(
        "The wallet, in several parts where it is large; null when refused.",
        lambda row: row["parts"],
    )
    user_errors: UserErrors = user_errors()


@strawberry.type
class ExportMutations:
    """What can be taken along."""

    @mutation("Get addresses of the whole wallet as ZIP files, which an import takes again.")
    async def export_wallet(
        self, info: Info, given: Input[ExportWalletInput]
    ) -> ExportWalletPayload | None:
        """Say where the wallet is packed; nothing is packed before it is asked for there."""
        learner = call_of(info).learner

        async def effect() -> dict[str, object]:
            parts = await parts_of(learner)
            made: list[Any] = []
            for number, part in enumerate(parts, start=1):
                row = {
                    "file_name": "wallet.zip" if len(parts) == 1 else f"wallet-{number}.zip",
                    "credential_count": part.credentials,
                    "link": ExportLink(
                        learner.id, part.first, part.last, with_reports=given.with_reports
                    ),
                }
                made.append(record(ExportPart, row))
            return {"parts": made}

        return await attempted(info, ExportWalletPayload, effect)

"""One input in, one payload out: a file for each matter, all joined here."""

import strawberry

from wallet.api.mutations.addresses import AddressMutations
from wallet.api.mutations.applications import ApplicationMutations
from wallet.api.mutations.collections import CollectionMutations
from wallet.api.mutations.connections import ConnectionMutations
from wallet.api.mutations.credentials import CredentialMutations
from wallet.api.mutations.exporting import ExportMutations
from wallet.api.mutations.importing import ImportMutations
from wallet.api.mutations.notifications import NotificationMutations
from wallet.api.mutations.sharing import ShareMutations
from wallet.api.mutations.signing_in import SignInMutations
from wallet.api.mutations.verifying import PublicVerificationMutations


@strawberry.type(description="Write entry points.")
class Mutation(
    ImportMutations,
    CredentialMutations,
    ExportMutations,
    CollectionMutations,
    ShareMutations,
    SignInMutations,
    AddressMutations,
    ApplicationMutations,
    ConnectionMutations,
    NotificationMutations,
    PublicVerificationMutations,
):
    """The roots of a mutation."""

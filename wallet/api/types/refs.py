"""The types that lead to each other, by name, so that each can live in its own module."""

from typing import TYPE_CHECKING, Annotated

import strawberry

from wallet.api.types.connection import Connection

if TYPE_CHECKING:
    from wallet.api.types.accounts import AccountEmail
    from wallet.api.types.collections import Collection
    from wallet.api.types.credentials import Credential
    from wallet.api.types.deletions import Deletion
    from wallet.api.types.imports import ImportItem, ImportJob
    from wallet.api.types.issuers import Achievement, Issuer, Skill
    from wallet.api.types.notifications import (
        Notification,
        NotificationConnection,
        WebhookDelivery,
        WebhookEndpoint,
    )
    from wallet.api.types.shares import Share, ShareAccess
    from wallet.api.types.timeline import TimelineEntry
    from wallet.api.types.verification import VerificationReport

CredentialRef = Annotated["Credential", strawberry.lazy("wallet.api.types.credentials")]
IssuerRef = Annotated["Issuer", strawberry.lazy("wallet.api.types.issuers")]
AchievementRef = Annotated["Achievement", strawberry.lazy("wallet.api.types.issuers")]
SkillRef = Annotated["Skill", strawberry.lazy("wallet.api.types.issuers")]
ReportRef = Annotated["VerificationReport", strawberry.lazy("wallet.api.types.verification")]
CollectionRef = Annotated["Collection", strawberry.lazy("wallet.api.types.collections")]
ImportJobRef = Annotated["ImportJob", strawberry.lazy("wallet.api.types.imports")]
ImportItemRef = Annotated["ImportItem", strawberry.lazy("wallet.api.types.imports")]
ShareRef = Annotated["Share", strawberry.lazy("wallet.api.types.shares")]
ShareAccessRef = Annotated["ShareAccess", strawberry.lazy("wallet.api.types.shares")]
AccountEmailRef = Annotated["AccountEmail", strawberry.lazy("wallet.api.types.accounts")]
NotificationRef = Annotated["Notification", strawberry.lazy("wallet.api.types.notifications")]
NotificationPage = Annotated[
    "NotificationConnection", strawberry.lazy("wallet.api.types.notifications")
]
WebhookEndpointRef = Annotated["WebhookEndpoint", strawberry.lazy("wallet.api.types.notifications")]
WebhookDeliveryRef = Annotated["WebhookDelivery", strawberry.lazy("wallet.api.types.notifications")]
DeletionRef = Annotated["Deletion", strawberry.lazy("wallet.api.types.deletions")]
TimelineEntryRef = Annotated["TimelineEntry", strawberry.lazy("wallet.api.types.timeline")]

CredentialPage = Connection[CredentialRef]
IssuerPage = Connection[IssuerRef]
AchievementPage = Connection[AchievementRef]
SkillPage = Connection[SkillRef]
ReportPage = Connection[ReportRef]
CollectionPage = Connection[CollectionRef]
ImportJobPage = Connection[ImportJobRef]
ImportItemPage = Connection[ImportItemRef]
SharePage = Connection[ShareRef]
ShareAccessPage = Connection[ShareAccessRef]
WebhookEndpointPage = Connection[WebhookEndpointRef]
WebhookDeliveryPage = Connection[WebhookDeliveryRef]
DeletionPage = Connection[DeletionRef]
TimelinePage = Connection[TimelineEntryRef]

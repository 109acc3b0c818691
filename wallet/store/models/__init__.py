"""Rows in, tables out: one module for each family of tables, all listed here."""

MODEL_MODULES = (
    "wallet.store.models.accounts",
    "wallet.store.models.applications",
    "wallet.store.models.blobs",
    "wallet.store.models.collections",
    "wallet.store.models.connections",
    "wallet.store.models.credentials",
    "wallet.store.models.deletions",
    "wallet.store.models.excerpts",
    "wallet.store.models.jobs",
    "wallet.store.models.notifications",
    "wallet.store.models.shares",
    "wallet.store.models.snapshots",
    "wallet.store.models.webhooks",
)

from tortoise import migrations
from tortoise.fields import IntField
from tortoise.indexes import Index
from tortoise.migrations import operations as ops

from wallet.store.columns import Label


class Migration(migrations.Migration):
    dependencies = [("store", "0007_import_choices")]

    initial = False

    operations = [
        ops.AddField(
            model_name="ImportItem",
            name="bundle_sha256",
            field=Label(null=True, max_length=64),
        ),
        ops.AddField(model_name="ImportItem", name="unfolded", field=IntField(default=0)),
        ops.AddField(model_name="ImportItem", name="badges", field=IntField(default=0)),
        ops.AddIndex(
            model_name="ImportItem", index=Index(fields=["learner_id", "input_sha256"])
        ),
        ops.AddIndex(
            model_name="ImportItem", index=Index(fields=["learner_id", "bundle_sha256"])
        ),
    ]

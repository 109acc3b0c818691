from tortoise import migrations
from tortoise.migrations import operations as ops

from wallet.store.columns import Json


class Migration(migrations.Migration):
    dependencies = [("store", "0004_applications_and_connections")]

    operations = [
        ops.AddField(model_name="ImportItem", name="holding", field=Json(null=True)),
    ]

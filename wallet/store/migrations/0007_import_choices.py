from tortoise import migrations
from tortoise.migrations import operations as ops
from wallet.store.columns import Json, Words

class Migration(migrations.Migration):
    dependencies = [("store", "0006_import_item_holding")]

    initial = False

    operations = [
        ops.AddField(
            model_name='ImportItem',
            name='choices',
            field=Json(null=True),
        ),
        ops.AddField(
            model_name='ImportItem',
            name='identity',
            field=Words(null=True, unique=False),
        ),
    ]

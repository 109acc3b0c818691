from tortoise import migrations
from tortoise.migrations import operations as ops
from tortoise.fields.base import OnDelete
from wallet.store.columns import Json
from wallet.store.identifiers import uuid7
from tortoise import fields

class Migration(migrations.Migration):
    dependencies = [('store', '0001_initial')]

    initial = False

    operations = [
        ops.CreateModel(
            name='CredentialPart',
            fields=[
                ('learner_id', fields.UUIDField()),
                ('id', fields.UUIDField(primary_key=True, default=uuid7, unique=True, db_index=True)),
                ('record', fields.ForeignKeyField('store.Credential', source_field='record_id', db_index=True, db_constraint=True, to_field='id', related_name='parts', on_delete=OnDelete.CASCADE)),
                ('part', fields.ForeignKeyField('store.Credential', source_field='part_id', db_index=True, db_constraint=True, to_field='id', related_name='records', on_delete=OnDelete.CASCADE)),
                ('position', fields.IntField()),
            ],
            options={'table': 'credential_part', 'app': 'store', 'unique_together': (('learner_id', 'record', 'part'),), 'pk_attr': 'id'},
            bases=['PrivateRow'],
        ),
        ops.AddField(
            model_name='Achievement',
            name='particulars',
            field=Json(null=True),
        ),
        ops.AddField(
            model_name='CredentialReport',
            name='nested',
            field=Json(null=True),
        ),
        ops.AddField(
            model_name='ImportItem',
            name='record_id',
            field=fields.UUIDField(null=True),
        ),
        ops.AddField(
            model_name='ImportItem',
            name='record_position',
            field=fields.IntField(null=True),
        ),
    ]

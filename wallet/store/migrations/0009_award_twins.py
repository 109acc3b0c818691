from tortoise import migrations
from tortoise.migrations import operations as ops
from tortoise.fields.base import OnDelete
from wallet.store.columns import Label
from tortoise import fields
from tortoise.indexes import Index

class Migration(migrations.Migration):
    dependencies = [('store', '0008_import_bundles')]

    initial = False

    operations = [
        ops.AddField(
            model_name='Credential',
            name='award_key',
            field=Label(null=True, max_length=64),
        ),
        ops.AddField(
            model_name='Credential',
            name='preferred_twin',
            field=fields.ForeignKeyField('store.Credential', source_field='preferred_twin_id', null=True, db_constraint=True, to_field='id', related_name='twins_behind', on_delete=OnDelete.SET_NULL),
        ),
        ops.AddField(
            model_name='Credential',
            name='presentation_sha256',
            field=Label(null=True, max_length=64),
        ),
        ops.AddIndex(
            model_name='Credential',
            index=Index(fields=['learner_id', 'award_key']),
        ),
        ops.AddIndex(
            model_name='Credential',
            index=Index(fields=['preferred_twin_id']),
        ),
        ops.AddField(
            model_name='ImportItem',
            name='presentation_sha256',
            field=Label(null=True, max_length=64),
        ),
    ]

from tortoise import fields, migrations
from tortoise.indexes import Index
from tortoise.migrations import operations as ops
from wallet.store.columns import Label, Moment
from wallet.store.identifiers import uuid7

class Migration(migrations.Migration):
    dependencies = [("store", "0012_link_covers")]

    initial = False

    operations = [
        ops.CreateModel(
            name='Deletion',
            fields=[
                ('learner_id', fields.UUIDField()),
                ('id', fields.UUIDField(primary_key=True, default=uuid7, unique=True, db_index=True)),
                ('kind', Label(max_length=20)),
                ('key', fields.UUIDField()),
                ('deleted_at', Moment(auto_now=False, auto_now_add=True)),
            ],
            options={'table': 'deletion', 'app': 'store', 'indexes': [Index(fields=['learner_id', 'deleted_at', 'id'])], 'pk_attr': 'id'},
            bases=['PrivateRow'],
        ),
        ops.AddIndex(
            model_name='Credential',
            index=Index(fields=['learner_id', 'updated_at', 'id']),
        ),
    ]

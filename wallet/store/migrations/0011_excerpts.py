from tortoise import migrations
from tortoise.migrations import operations as ops
from tortoise.fields.base import OnDelete
from tortoise.indexes import Index
from wallet.store.columns import Json, Label, Moment, Words
from wallet.store.identifiers import uuid7
from tortoise import fields

class Migration(migrations.Migration):
    dependencies = [('store', '0009_award_twins')]

    initial = False

    operations = [
        ops.CreateModel(
            name='StatusPlace',
            fields=[
                ('id', fields.UUIDField(primary_key=True, default=uuid7, unique=True, db_index=True)),
                ('list_number', fields.IntField()),
                ('position', fields.IntField()),
                ('is_used', fields.BooleanField(default=False)),
            ],
            options={'table': 'status_place', 'app': 'store', 'unique_together': (('list_number', 'position'),), 'pk_attr': 'id'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='Excerpt',
            fields=[
                ('learner_id', fields.UUIDField()),
                ('id', fields.UUIDField(primary_key=True, default=uuid7, unique=True, db_index=True)),
                ('share', fields.ForeignKeyField('store.Share', source_field='share_id', db_index=True, db_constraint=True, to_field='id', related_name='excerpts', on_delete=OnDelete.CASCADE)),
                ('credential', fields.ForeignKeyField('store.Credential', source_field='credential_id', db_index=True, db_constraint=True, to_field='id', related_name='excerpts', on_delete=OnDelete.CASCADE)),
                ('base_sealed', Words(unique=False)),
                ('source_sha256', Label(max_length=64)),
                ('list_number', fields.IntField()),
                ('position', fields.IntField()),
                ('signed_at', Moment()),
            ],
            options={'table': 'excerpt', 'app': 'store', 'unique_together': (('learner_id', 'share', 'credential'),), 'indexes': [Index(fields=['list_number', 'position'])], 'pk_attr': 'id'},
            bases=['PrivateRow'],
        ),
        ops.AddField(
            model_name='ShareItem',
            name='chosen_level',
            field=Label(null=True, max_length=40),
        ),
        ops.AddField(
            model_name='ShareItem',
            name='chosen',
            field=Json(null=True),
        ),
    ]

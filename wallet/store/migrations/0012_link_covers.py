from tortoise import fields
from tortoise import migrations
from tortoise.fields.base import OnDelete
from tortoise.migrations import operations as ops
from wallet.store.columns import Label, Moment
from wallet.store.identifiers import uuid7

class Migration(migrations.Migration):
    dependencies = [("store", "0011_excerpts")]

    initial = False

    operations = [
        ops.AddField(
            model_name='Share',
            name='starts_at',
            field=Moment(null=True, auto_now=False, auto_now_add=False),
        ),
        ops.AddField(
            model_name='Share',
            name='passcode_hash',
            field=Label(null=True, max_length=200),
        ),
        ops.AddField(
            model_name='Share',
            name='passcode_version',
            field=fields.IntField(default=0),
        ),
        ops.AddField(
            model_name='Share',
            name='most_openings',
            field=fields.IntField(null=True),
        ),
        ops.AddField(
            model_name='Share',
            name='opening_count',
            field=fields.IntField(default=0),
        ),
        ops.AddField(
            model_name='Share',
            name='revoked_because',
            field=Label(null=True, max_length=300),
        ),
        ops.CreateModel(
            name='ShareTry',
            fields=[
                ('learner_id', fields.UUIDField()),
                ('id', fields.UUIDField(primary_key=True, default=uuid7, unique=True, db_index=True)),
                ('share', fields.ForeignKeyField('store.Share', source_field='share_id', db_index=True, db_constraint=True, to_field='id', related_name='tries', on_delete=OnDelete.CASCADE)),
                ('client_mac', Label(max_length=64)),
                ('began_at', Moment(auto_now=False, auto_now_add=False)),
                ('tries', fields.IntField(default=0)),
            ],
            options={'table': 'share_try', 'app': 'store', 'unique_together': (('learner_id', 'share', 'client_mac', 'began_at'),), 'pk_attr': 'id'},
            bases=['PrivateRow'],
        ),
    ]

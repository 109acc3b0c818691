from tortoise import migrations
from tortoise.migrations import operations as ops
from tortoise.fields.base import OnDelete
from wallet.store.columns import Json, Label, Moment, Words
from wallet.store.identifiers import uuid7
from tortoise import fields
from tortoise.indexes import Index

class Migration(migrations.Migration):
    dependencies = [("store", "0003_continuous")]

    initial = False

    operations = [
        ops.CreateModel(
            name='Application',
            fields=[
                ('id', fields.UUIDField(primary_key=True, default=uuid7, unique=True, db_index=True)),
                ('name', Label(max_length=200)),
                ('homepage', Words(unique=False)),
                ('redirect_uris', Json()),
                ('grant_types', Json()),
                ('scope', Words(unique=False)),
                ('auth_method', Label(max_length=40)),
                ('secret_sha256', Label(null=True, max_length=64)),
                ('created_at', Moment(auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'application', 'app': 'store', 'indexes': [Index(fields=['created_at'])], 'pk_attr': 'id'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='ApplicationGrant',
            fields=[
                ('learner_id', fields.UUIDField()),
                ('id', fields.UUIDField(primary_key=True, default=uuid7, unique=True, db_index=True)),
                ('application', fields.ForeignKeyField('store.Application', source_field='application_id', db_index=True, db_constraint=True, to_field='id', related_name='grants', on_delete=OnDelete.CASCADE)),
                ('scope', Words(unique=False)),
                ('family_sha256', Label(unique=True, max_length=64)),
                ('access_sha256', Label(unique=True, max_length=64)),
                ('access_expires_at', Moment(auto_now=False, auto_now_add=False)),
                ('refresh_sha256', Label(max_length=64)),
                ('ends_at', Moment(auto_now=False, auto_now_add=False)),
                ('revoked_at', Moment(null=True, auto_now=False, auto_now_add=False)),
                ('created_at', Moment(auto_now=False, auto_now_add=False)),
                ('last_used_at', Moment(auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'application_grant', 'app': 'store', 'unique_together': (('learner_id', 'application'),), 'indexes': [Index(fields=['ends_at'])], 'pk_attr': 'id'},
            bases=['PrivateRow'],
        ),
        ops.CreateModel(
            name='AuthorizationCode',
            fields=[
                ('learner_id', fields.UUIDField()),
                ('id', fields.UUIDField(primary_key=True, default=uuid7, unique=True, db_index=True)),
                ('application', fields.ForeignKeyField('store.Application', source_field='application_id', db_index=True, db_constraint=True, to_field='id', related_name='codes', on_delete=OnDelete.CASCADE)),
                ('code_sha256', Label(unique=True, max_length=64)),
                ('redirect_uri', Words(unique=False)),
                ('scope', Words(unique=False)),
                ('challenge', Label(max_length=128)),
                ('created_at', Moment(auto_now=False, auto_now_add=False)),
                ('expires_at', Moment(auto_now=False, auto_now_add=False)),
                ('spent_at', Moment(null=True, auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'authorization_code', 'app': 'store', 'indexes': [Index(fields=['expires_at']), Index(fields=['learner_id', 'id'])], 'pk_attr': 'id'},
            bases=['PrivateRow'],
        ),
        ops.CreateModel(
            name='PlatformRegistration',
            fields=[
                ('id', fields.UUIDField(primary_key=True, default=uuid7, unique=True, db_index=True)),
                ('key', Label(unique=True, max_length=64)),
                ('api', Label(max_length=20)),
                ('name', Label(max_length=200)),
                ('origin', Words(unique=False)),
                ('endpoints', Json()),
                ('client_id', Words(unique=False)),
                ('secret_sealed', Words(null=True, unique=False)),
                ('registered_at', Moment(auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'platform_registration', 'app': 'store', 'pk_attr': 'id'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='Connection',
            fields=[
                ('learner_id', fields.UUIDField()),
                ('id', fields.UUIDField(primary_key=True, default=uuid7, unique=True, db_index=True)),
                ('registration', fields.ForeignKeyField('store.PlatformRegistration', source_field='registration_id', db_index=True, db_constraint=True, to_field='id', related_name='connections', on_delete=OnDelete.CASCADE)),
                ('state', Label(max_length=20)),
                ('state_sha256', Label(null=True, unique=True, max_length=64)),
                ('verifier_sealed', Words(null=True, unique=False)),
                ('pending_until', Moment(null=True, auto_now=False, auto_now_add=False)),
                ('tokens_sealed', Words(null=True, unique=False)),
                ('access_expires_at', Moment(null=True, auto_now=False, auto_now_add=False)),
                ('scope', Words(unique=False)),
                ('since', Moment(null=True, auto_now=False, auto_now_add=False)),
                ('last_synced_at', Moment(null=True, auto_now=False, auto_now_add=False)),
                ('due_at', Moment(null=True, auto_now=False, auto_now_add=False)),
                ('failures', fields.IntField(default=0)),
                ('fault', Label(null=True, max_length=100)),
                ('created_at', Moment(auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'connection', 'app': 'store', 'indexes': [Index(fields=['learner_id', 'created_at', 'id']), Index(fields=['due_at']), Index(fields=['pending_until'])], 'pk_attr': 'id'},
            bases=['PrivateRow'],
        ),
    ]

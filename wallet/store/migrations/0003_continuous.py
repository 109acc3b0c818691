from tortoise import migrations
from tortoise.migrations import operations as ops
from tortoise.fields.base import OnDelete
from wallet.store.columns import Json, Label, Moment, Words
from wallet.store.identifiers import uuid7
from tortoise import fields
from tortoise.indexes import Index

class Migration(migrations.Migration):
    dependencies = [("store", "0002_parts")]

    initial = False

    operations = [
        ops.CreateModel(
            name='Notification',
            fields=[
                ('learner_id', fields.UUIDField()),
                ('id', fields.UUIDField(primary_key=True, default=uuid7, unique=True, db_index=True)),
                ('kind', Label(max_length=40)),
                ('unique_key', Label(max_length=200)),
                ('credential', fields.ForeignKeyField('store.Credential', source_field='credential_id', null=True, db_index=True, db_constraint=True, to_field='id', related_name='notifications', on_delete=OnDelete.CASCADE)),
                ('job_id', fields.UUIDField(null=True)),
                ('parameters', Json(default=dict)),
                ('created_at', Moment(auto_now=False, auto_now_add=False)),
                ('read_at', Moment(null=True, auto_now=False, auto_now_add=False)),
                ('waits_for_digest', fields.BooleanField(default=False)),
            ],
            options={'table': 'notification', 'app': 'store', 'unique_together': (('learner_id', 'unique_key'),), 'indexes': [Index(fields=['learner_id', 'created_at', 'id']), Index(fields=['learner_id', 'read_at'])], 'pk_attr': 'id'},
            bases=['PrivateRow'],
        ),
        ops.CreateModel(
            name='NotificationPreference',
            fields=[
                ('learner_id', fields.UUIDField()),
                ('id', fields.UUIDField(primary_key=True, default=uuid7, unique=True, db_index=True)),
                ('kind', Label(max_length=40)),
                ('mail', Label(max_length=20)),
            ],
            options={'table': 'notification_preference', 'app': 'store', 'unique_together': (('learner_id', 'kind'),), 'pk_attr': 'id'},
            bases=['PrivateRow'],
        ),
        ops.CreateModel(
            name='WebhookEndpoint',
            fields=[
                ('learner_id', fields.UUIDField()),
                ('id', fields.UUIDField(primary_key=True, default=uuid7, unique=True, db_index=True)),
                ('url', Words(unique=False)),
                ('version', fields.IntField(default=1)),
                ('kinds', Json(default=list)),
                ('failures', fields.IntField(default=0)),
                ('created_at', Moment(auto_now=False, auto_now_add=False)),
                ('confirmed_at', Moment(null=True, auto_now=False, auto_now_add=False)),
                ('rotated_at', Moment(null=True, auto_now=False, auto_now_add=False)),
                ('disabled_at', Moment(null=True, auto_now=False, auto_now_add=False)),
                ('disabled_because', Label(null=True, max_length=40)),
            ],
            options={'table': 'webhook_endpoint', 'app': 'store', 'indexes': [Index(fields=['learner_id', 'created_at', 'id'])], 'pk_attr': 'id'},
            bases=['PrivateRow'],
        ),
        ops.CreateModel(
            name='WebhookDelivery',
            fields=[
                ('learner_id', fields.UUIDField()),
                ('id', fields.UUIDField(primary_key=True, default=uuid7, unique=True, db_index=True)),
                ('endpoint', fields.ForeignKeyField('store.WebhookEndpoint', source_field='endpoint_id', db_index=True, db_constraint=True, to_field='id', related_name='deliveries', on_delete=OnDelete.CASCADE)),
                ('notification_id', fields.UUIDField(null=True)),
                ('kind', Label(max_length=60)),
                ('body', Words(unique=False)),
                ('state', Label(default='PENDING', max_length=20)),
                ('attempts', fields.IntField(default=0)),
                ('http_status', fields.IntField(null=True)),
                ('failure', Label(null=True, max_length=100)),
                ('created_at', Moment(auto_now=False, auto_now_add=False)),
                ('tried_at', Moment(null=True, auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'webhook_delivery', 'app': 'store', 'indexes': [Index(fields=['learner_id', 'endpoint_id', 'created_at', 'id'])], 'pk_attr': 'id'},
            bases=['PrivateRow'],
        ),
        ops.AddField(
            model_name='Credential',
            name='keys_sha256',
            field=Label(null=True, max_length=64),
        ),
        ops.AddField(
            model_name='Credential',
            name='recheck_due_at',
            field=Moment(null=True, auto_now=False, auto_now_add=False),
        ),
        ops.AddField(
            model_name='Credential',
            name='silent_since',
            field=Moment(null=True, auto_now=False, auto_now_add=False),
        ),
        ops.AddIndex(
            model_name='Credential',
            index=Index(fields=['recheck_due_at']),
        ),
        ops.AddField(
            model_name='CredentialReport',
            name='before',
            field=Json(null=True),
        ),
        ops.AddField(
            model_name='CredentialReport',
            name='confirmed_at',
            field=Moment(null=True, auto_now=False, auto_now_add=False),
        ),
        ops.AddField(
            model_name='CredentialReport',
            name='consulted',
            field=Json(null=True),
        ),
        ops.AddField(
            model_name='OutgoingMail',
            name='unsubscribe_url',
            field=Words(null=True, unique=False),
        ),
        ops.AddField(
            model_name='SourceSnapshot',
            name='seen_until',
            field=Moment(null=True, auto_now=False, auto_now_add=False),
        ),
        # what was held before is looked at again, in bounded batches, from the first start on
        ops.RunSQL('UPDATE credential SET recheck_due_at = updated_at'),
        ops.RunSQL('UPDATE report SET confirmed_at = checked_at'),
    ]

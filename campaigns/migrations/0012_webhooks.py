"""Webhooks: where an organizer's programs are told of events, each message, and each try to tell it.

The laws: a message is written down once for its endpoint and its event, keeps what it says, and goes by known steps;
whoever begins one at an endpoint begins the oldest; what was removed stays removed; an attempt is never rewritten.
"""

import campaigns.outreach.webhooks.models
import django.contrib.postgres.fields
import django.contrib.postgres.functions
import django.db.models.deletion
import django.db.models.lookups
from django.conf import settings
from django.db import migrations, models

NEVER_DELETED = ("campaigns_webhookendpoint", "campaigns_webhookdelivery")

FUNCTIONS = """
CREATE FUNCTION campaigns_keep_webhook() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF OLD.removed_at IS NOT NULL THEN
        RAISE EXCEPTION 'a webhook that was removed stays removed'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'removed_webhook_stays_removed', TABLE = TG_TABLE_NAME;
    END IF;
    IF (NEW.id, NEW.public_id, NEW.campaign_id, NEW.created_at, NEW.since_txid)
        IS DISTINCT FROM (OLD.id, OLD.public_id, OLD.campaign_id, OLD.created_at, OLD.since_txid) THEN
        RAISE EXCEPTION 'a webhook keeps its campaign'
            USING ERRCODE = 'check_violation', CONSTRAINT = TG_NAME, TABLE = TG_TABLE_NAME;
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION campaigns_begin_webhook_delivery() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF NEW.state NOT IN ('waiting', 'skipped') OR NEW.attempts <> 0 OR NEW.attempts_before <> 0
        OR NEW.claimed_at IS NOT NULL OR NEW.payload = '' THEN
        RAISE EXCEPTION 'a message begins untried and with something to say'
            USING ERRCODE = 'check_violation', CONSTRAINT = TG_NAME, TABLE = TG_TABLE_NAME;
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION campaigns_keep_webhook_delivery() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF (NEW.id, NEW.public_id, NEW.endpoint_id, NEW.event_id, NEW.kind, NEW.queued_at)
        IS DISTINCT FROM (OLD.id, OLD.public_id, OLD.endpoint_id, OLD.event_id, OLD.kind, OLD.queued_at)
        OR NEW.payload <> OLD.payload AND (NEW.payload <> '' OR OLD.state IN ('waiting', 'sending')) THEN
        RAISE EXCEPTION 'a message keeps what it says, until it has ended and is forgotten'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'webhook_delivery_keeps_what_it_says', TABLE = TG_TABLE_NAME;
    END IF;
    IF NOT (CASE OLD.state
        WHEN 'waiting' THEN NEW.state IN ('waiting', 'sending', 'skipped')
        WHEN 'sending' THEN NEW.state IN ('waiting', 'delivered', 'failed', 'skipped')
        ELSE NEW.state = OLD.state OR NEW.state = 'waiting' AND NEW.payload <> '' END)
        OR NEW.attempts <> OLD.attempts + (OLD.state = 'waiting' AND NEW.state = 'sending')::int THEN
        RAISE EXCEPTION 'a message that is % after % attempts does not become % after %',
            OLD.state, OLD.attempts, NEW.state, NEW.attempts
            USING ERRCODE = 'check_violation', CONSTRAINT = TG_NAME, TABLE = TG_TABLE_NAME;
    END IF;
    -- A first attempt; those of an endpoint are made in the order in which the log was read.
    IF NEW.state = 'sending' AND NEW.attempts = 1 AND NEW.event_id IS NOT NULL AND EXISTS (
        SELECT FROM campaigns_webhookdelivery earlier
         WHERE earlier.endpoint_id = NEW.endpoint_id AND earlier.id < NEW.id AND earlier.attempts = 0
           AND earlier.state = 'waiting' AND earlier.event_id IS NOT NULL) THEN
        RAISE EXCEPTION 'an earlier message waits for its first attempt'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'webhook_is_tried_in_order', TABLE = TG_TABLE_NAME;
    END IF;
    RETURN NEW;
END $$;
"""

TRIGGERS = [
    ("campaigns_webhookendpoint", "webhook_keeps_its_campaign", "BEFORE UPDATE", "ROW", "campaigns_keep_webhook()"),
    ("campaigns_webhookdelivery", "webhook_delivery_begins_untried", "BEFORE INSERT", "ROW", "campaigns_begin_webhook_delivery()"),
    ("campaigns_webhookdelivery", "webhook_delivery_goes_by_known_steps", "BEFORE UPDATE", "ROW", "campaigns_keep_webhook_delivery()"),
    ("campaigns_webhookattempt", "webhookattempt_is_never_rewritten", "BEFORE UPDATE", "ROW", "mobilize_refuse_change()"),
    *((table, f"{table.removeprefix('campaigns_')}_is_never_deleted", "BEFORE DELETE", "ROW",
       "mobilize_refuse_change()") for table in NEVER_DELETED),
    *((table, f"{table.removeprefix('campaigns_')}_is_never_truncated", "BEFORE TRUNCATE", "STATEMENT",
       "mobilize_refuse_change()") for table in (*NEVER_DELETED, "campaigns_webhookattempt")),
]  # fmt: skip


class Migration(migrations.Migration):

    dependencies = [
        ('campaigns', '0013_jobs'),
    ]

    operations = [
        migrations.CreateModel(
            name='WebhookEndpoint',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(db_default=django.contrib.postgres.functions.RandomUUID(), editable=False, unique=True)),
                ('url', models.CharField(max_length=2000)),
                ('description', models.CharField(blank=True, max_length=200)),
                ('events', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=60), default=list, help_text='The types that it is told of; empty for all.', size=None)),
                ('state', models.CharField(choices=[('enabled', 'enabled'), ('disabled', 'disabled')], default='enabled', max_length=8)),
                ('disabled_reason', models.CharField(blank=True, choices=[('by_organizer', 'an organizer switched it off'), ('gone', 'the receiver answered that it is gone (410)'), ('failing', 'nothing arrived for five days')], max_length=12)),
                ('disabled_at', models.DateTimeField(null=True)),
                ('failing_since', models.DateTimeField(help_text='When the first attempt failed since one succeeded; null while all is well.', null=True)),
                ('sealed', models.TextField()),
                ('sealed_before', models.TextField(blank=True, help_text='The secret before this one, while it signs as well.')),
                ('before_ends_at', models.DateTimeField(null=True)),
                ('created_at', models.DateTimeField()),
                ('since_txid', models.BigIntegerField(db_default=campaigns.outreach.webhooks.models.OldestRunning(), editable=False)),
                ('removed_at', models.DateTimeField(null=True)),
                ('campaign', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='webhooks', to='campaigns.campaign')),
                ('created_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('url__regex', '^https?://[!-~]+$')), name='webhook_leads_somewhere'), models.CheckConstraint(condition=models.Q(models.Q(('disabled_at', None), ('disabled_reason', ''), ('state', 'enabled')), models.Q(('disabled_at__isnull', False), ('disabled_reason__in', ['by_organizer', 'gone', 'failing']), ('state', 'disabled')), _connector='OR'), name='disabled_webhook_says_why'), models.CheckConstraint(condition=models.Q(models.Q(('removed_at', None), models.Q(('sealed', ''), _negated=True)), models.Q(('removed_at__isnull', False), ('sealed', ''), ('sealed_before', ''), ('state', 'disabled')), _connector='OR'), name='webhook_has_a_secret_until_it_is_removed'), models.CheckConstraint(condition=models.Q(models.Q(('before_ends_at', None), ('sealed_before', '')), models.Q(models.Q(('sealed_before', ''), _negated=True), ('before_ends_at__isnull', False)), _connector='OR'), name='secret_before_ends_some_day')],
            },
        ),
        migrations.CreateModel(
            name='WebhookDelivery',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(db_default=django.contrib.postgres.functions.RandomUUID(), editable=False, unique=True)),
                ('kind', models.CharField(max_length=60)),
                ('payload', models.TextField(help_text='What is signed and sent; empty once it is forgotten.')),
                ('state', models.CharField(choices=[('waiting', 'waiting for its next attempt'), ('sending', 'being sent'), ('delivered', 'answered with 2xx'), ('failed', 'given up'), ('skipped', 'not sent, since the endpoint was off')], default='waiting', max_length=9)),
                ('attempts', models.PositiveSmallIntegerField(default=0)),
                ('attempts_before', models.PositiveSmallIntegerField(default=0, help_text='Those before it was asked for again.')),
                ('due_at', models.DateTimeField(help_text='Not to be tried before.')),
                ('queued_at', models.DateTimeField()),
                ('claimed_at', models.DateTimeField(null=True)),
                ('ended_at', models.DateTimeField(null=True)),
                ('event', models.ForeignKey(db_constraint=False, db_index=False, help_text='Null for a test.', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='campaigns.event')),
                ('endpoint', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='deliveries', to='campaigns.webhookendpoint')),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('attempts', 0), ('event__isnull', False), ('state', 'waiting')), fields=['endpoint', 'id'], name='webhooks_untried'), models.Index(condition=models.Q(('state', 'waiting')), fields=['endpoint', 'due_at', 'id'], name='webhooks_waiting'), models.Index(condition=models.Q(('state', 'sending')), fields=['claimed_at'], name='webhooks_being_sent'), models.Index(fields=['endpoint', 'queued_at', 'id'], name='webhooks_of_an_endpoint'), models.Index(condition=models.Q(('payload', ''), _negated=True), fields=['queued_at'], name='webhooks_not_forgotten')],
                'constraints': [models.UniqueConstraint(fields=('endpoint', 'event'), name='webhook_tells_of_an_event_once'), models.UniqueConstraint(condition=models.Q(('attempts', 1), ('event__isnull', False), ('state', 'sending')), fields=('endpoint',), name='webhook_begins_one_message_at_a_time'), models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['sending', 'delivered', 'failed']), _negated=True), models.Q(('attempts__gt', 0), ('claimed_at__isnull', False)), _connector='OR'), name='webhook_delivery_is_claimed_before_it_is_sent'), models.CheckConstraint(condition=models.Q(models.Q(('ended_at__isnull', False), ('state__in', ['delivered', 'failed', 'skipped'])), models.Q(('ended_at', None), ('state__in', ['waiting', 'sending'])), _connector='OR'), name='webhook_delivery_says_when_it_ended'), models.CheckConstraint(condition=models.Q(('event__isnull', False), ('kind', 'webhook.test'), _connector='OR'), name='webhook_delivery_is_of_an_event_or_a_test'), models.CheckConstraint(condition=django.db.models.lookups.LessThan(campaigns.outreach.webhooks.models.OctetLength('payload'), 20000), name='webhook_payload_is_below_20_kb')],
            },
        ),
        migrations.CreateModel(
            name='WebhookAttempt',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField()),
                ('at', models.DateTimeField()),
                ('outcome', models.CharField(choices=[('delivered', 'answered with 2xx'), ('refused', 'answered with another status'), ('redirected', 'answered with a redirect, which is not followed'), ('gone', 'answered with 410'), ('no_answer', 'not answered'), ('lost', 'perhaps sent; whoever sent it was stopped')], max_length=10)),
                ('url', models.CharField(max_length=2000)),
                ('request_headers', models.JSONField(default=dict)),
                ('status', models.PositiveSmallIntegerField(null=True)),
                ('error', models.CharField(blank=True, max_length=200)),
                ('response_headers', models.JSONField(default=dict)),
                ('response_body', models.TextField(blank=True, max_length=4096)),
                ('milliseconds', models.PositiveIntegerField(default=0)),
                ('delivery', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='tried', to='campaigns.webhookdelivery')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('delivery', 'number'), name='webhook_attempt_is_told_once'), models.CheckConstraint(condition=models.Q(models.Q(('error', ''), ('outcome__in', ['refused', 'redirected', 'delivered', 'gone']), ('status__isnull', False)), models.Q(('outcome__in', ['no_answer', 'lost']), ('status', None), models.Q(('error', ''), _negated=True)), _connector='OR'), name='webhook_attempt_says_what_came_of_it')],
            },
        ),
        migrations.RunSQL(
            FUNCTIONS
            + "".join(
                f"CREATE TRIGGER {trigger} {when} ON {table} FOR EACH {level} EXECUTE FUNCTION {call};"
                f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {trigger};"
                for table, trigger, when, level, call in TRIGGERS
            ),
            "".join(f"DROP TRIGGER {trigger} ON {table};" for table, trigger, _, _, _ in TRIGGERS)
            + "DROP FUNCTION campaigns_keep_webhook(), campaigns_begin_webhook_delivery(),"
            " campaigns_keep_webhook_delivery();",
        ),
    ]

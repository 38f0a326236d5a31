"""Exports and erasures, and the narrow path by which a person is taken out of what is never changed.

The law: within the transaction that carries out an erasure on record, columns that tell of a person can be emptied, or
given to an account that stands in and is nobody's; nothing else, and at no other time.
"""

import django.contrib.postgres.functions
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

# In place of what a column said, an erasure writes nothing, or one of these words where nothing is not allowed. A name
# with ! may become anything, and one with = what stands in another column.
FUNCTIONS = """
CREATE FUNCTION campaigns_is_erasing() RETURNS boolean LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
    SELECT EXISTS (SELECT FROM campaigns_erasure erasure
                    WHERE erasure.txid = pg_current_xact_id_if_assigned()::text::bigint)
$$;

CREATE FUNCTION campaigns_erases(was jsonb, becomes jsonb, fields text[]) RETURNS boolean
    LANGUAGE plpgsql STABLE SET search_path = public, pg_temp AS $$
DECLARE
    wanted text;
    field text;
    said jsonb;
BEGIN
    IF NOT campaigns_is_erasing() THEN
        RETURN FALSE;
    END IF;
    FOREACH wanted IN ARRAY fields LOOP
        field := rtrim(split_part(wanted, '=', 1), '!');
        said := becomes->field;
        IF said IS DISTINCT FROM was->field AND NOT (
               right(wanted, 1) = '!' OR said IN ('null', '""', '"erased"')
            OR (wanted LIKE '%=%' AND said = becomes->split_part(wanted, '=', 2))
            -- Something is taken out of it.
            OR (jsonb_typeof(was->field) = 'object' AND was->field @> said)
            OR (field LIKE '%\\_id' AND EXISTS (
                SELECT FROM campaigns_user nobody
                 WHERE nobody.stands_in_for_id IS NOT NULL AND to_jsonb(nobody.id) = said))) THEN
            RETURN FALSE;
        END IF;
        was := was - field;
        becomes := becomes - field;
    END LOOP;
    RETURN was = becomes;
END $$;

CREATE OR REPLACE FUNCTION mobilize_refuse_change() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    -- TG_ARGV: the columns that tell of a person. An erasure empties them, and nothing else is ever changed.
    IF TG_OP = 'UPDATE' AND TG_NARGS > 0 AND campaigns_is_erasing() THEN
        IF campaigns_erases(to_jsonb(OLD), to_jsonb(NEW), TG_ARGV) THEN
            RETURN NEW;
        END IF;
    END IF;
    RAISE EXCEPTION 'rows of % are never changed or removed; % is refused', TG_TABLE_NAME, TG_OP
        USING ERRCODE = 'check_violation', CONSTRAINT = TG_NAME, TABLE = TG_TABLE_NAME;
END $$;

CREATE OR REPLACE FUNCTION campaigns_keep_evidence() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    state text;
BEGIN
    -- What somebody brought goes with them.
    IF TG_OP = 'DELETE' AND EXISTS (
        SELECT FROM campaigns_finding finding
          JOIN campaigns_participant finder ON finder.id = finding.participant_id
          JOIN campaigns_erasure erasure ON erasure.user_id = finder.user_id
         WHERE finding.id = OLD.finding_id AND erasure.txid = pg_current_xact_id_if_assigned()::text::bigint) THEN
        RETURN OLD;
    END IF;
    -- Locked, or a review that begins at this moment would not be seen.
    SELECT finding.state INTO state FROM campaigns_finding finding
     WHERE finding.id = COALESCE(NEW.finding_id, OLD.finding_id) FOR NO KEY UPDATE;
    IF state NOT IN ('submitted', 'needs_info') THEN
        RAISE EXCEPTION 'evidence comes and goes before anybody reviews, or when somebody asks for it'
            USING ERRCODE = 'check_violation', CONSTRAINT = TG_NAME, TABLE = TG_TABLE_NAME;
    END IF;
    RETURN COALESCE(NEW, OLD);
END $$;

CREATE FUNCTION campaigns_keep_erasure() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF NEW.txid IS NOT NULL AND (NEW.state <> 'asked' OR NEW.txid <> pg_current_xact_id()::text::bigint) THEN
        RAISE EXCEPTION 'an erasure is carried out by the transaction that says so'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'erasure_is_carried_out_by_its_transaction',
                  TABLE = TG_TABLE_NAME;
    END IF;
    IF TG_OP = 'UPDATE' AND (
           NEW.id <> OLD.id OR NEW.public_id <> OLD.public_id OR NEW.asked_at <> OLD.asked_at
        OR NEW.money_to <> OLD.money_to OR (NEW.user_id IS NOT NULL AND NEW.user_id IS DISTINCT FROM OLD.user_id)
        OR OLD.state || ' ' || NEW.state NOT IN
           ('asked asked', 'asked erased', 'erased erased', 'erased done')) THEN
        RAISE EXCEPTION 'an erasure goes one way'
            USING ERRCODE = 'check_violation', CONSTRAINT = TG_NAME, TABLE = TG_TABLE_NAME;
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER erasure_goes_one_way BEFORE INSERT OR UPDATE ON campaigns_erasure
    FOR EACH ROW EXECUTE FUNCTION campaigns_keep_erasure();
ALTER TABLE campaigns_erasure ENABLE ALWAYS TRIGGER erasure_goes_one_way;
CREATE TRIGGER erasure_is_never_deleted BEFORE DELETE ON campaigns_erasure
    FOR EACH ROW EXECUTE FUNCTION mobilize_refuse_change();
ALTER TABLE campaigns_erasure ENABLE ALWAYS TRIGGER erasure_is_never_deleted;
CREATE TRIGGER erasure_is_never_truncated BEFORE TRUNCATE ON campaigns_erasure
    FOR EACH STATEMENT EXECUTE FUNCTION mobilize_refuse_change();
ALTER TABLE campaigns_erasure ENABLE ALWAYS TRIGGER erasure_is_never_truncated;
CREATE TRIGGER erased_place_stays_erased BEFORE UPDATE ON campaigns_participant
    FOR EACH ROW WHEN (OLD.is_erased AND (NOT NEW.is_erased OR NEW.display_name <> OLD.display_name))
    EXECUTE FUNCTION mobilize_refuse_change();
ALTER TABLE campaigns_participant ENABLE ALWAYS TRIGGER erased_place_stays_erased;
"""

UNDO = """
DROP TRIGGER erased_place_stays_erased ON campaigns_participant;
DROP TRIGGER erasure_goes_one_way ON campaigns_erasure;
DROP TRIGGER erasure_is_never_deleted ON campaigns_erasure;
DROP TRIGGER erasure_is_never_truncated ON campaigns_erasure;
CREATE OR REPLACE FUNCTION mobilize_refuse_change() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    RAISE EXCEPTION 'rows of % are never changed or removed; % is refused', TG_TABLE_NAME, TG_OP
        USING ERRCODE = 'check_violation', CONSTRAINT = TG_NAME, TABLE = TG_TABLE_NAME;
END $$;
CREATE OR REPLACE FUNCTION campaigns_keep_evidence() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    state text;
BEGIN
    -- Locked, or a review that begins at this moment would not be seen.
    SELECT finding.state INTO state FROM campaigns_finding finding
     WHERE finding.id = COALESCE(NEW.finding_id, OLD.finding_id) FOR NO KEY UPDATE;
    IF state NOT IN ('submitted', 'needs_info') THEN
        RAISE EXCEPTION 'evidence comes and goes before anybody reviews, or when somebody asks for it'
            USING ERRCODE = 'check_violation', CONSTRAINT = TG_NAME, TABLE = TG_TABLE_NAME;
    END IF;
    RETURN COALESCE(NEW, OLD);
END $$;
DROP FUNCTION campaigns_erases(jsonb, jsonb, text[]), campaigns_keep_erasure(), campaigns_is_erasing();
"""

# What is append-only: nothing of it changes but that a person is taken out of these columns.
APPEND_ONLY = {
    "campaigns_event": ("event_is_append_only", "actor_id", "data"),
    "campaigns_verdict": ("verdict_is_append_only", "by_id", "note"),
    "campaigns_vouch": ("vouch_is_append_only", "note"),
    "campaigns_goldanswer": ("goldanswer_is_append_only", "reviewer_id"),
    "campaigns_nudge": ("nudge_is_append_only", "sent_by_id"),
    "campaigns_activity": ("activity_is_append_only", "client_id!", "reported_by_id"),
}
# What keeps some of its columns, by which function.
KEPT = {
    "campaigns_webhookendpoint": ("webhook_keeps_its_campaign", "campaigns_keep_webhook()", "created_by_id"),
    "campaigns_finding": (
        "finding_keeps_its_facts", "campaigns_keep_finding()",
        "note", "client_id", "observed_at=received_at", "latitude", "longitude", "accuracy_m", "location_source",
    ),
    "campaigns_referrallink": ("link_keeps_its_owner", "campaigns_keep_link()", "code!"),
    "campaigns_secretfact": (
        "secret_fact_is_only_withdrawn", "campaigns_keep_decision('withdrawn_at')", "made_by_id",
    ),
    "campaigns_gold": ("gold_is_only_retired", "campaigns_keep_decision('retired_at')", "made_by_id"),
    "campaigns_signal": (
        "signal_stays_as_it_was_noticed", "campaigns_keep_decision('decided_at', 'state', 'decided_by_id', 'note')",
        "facts", "note", "decided_by_id",
    ),
    "campaigns_hold": (
        "hold_is_decided_for_good", "campaigns_keep_decision('decided_at', 'decision', 'decided_by_id', 'note')",
        "reason", "note", "placed_by_id", "decided_by_id",
    ),
    "campaigns_quarantine": (
        "quarantine_is_lifted_for_good", "campaigns_keep_decision('lifted_at', 'lifted_by_id', 'note')",
        "reason", "note", "placed_by_id", "lifted_by_id",
    ),
    "campaigns_objection": (
        "objection_is_answered_for_good", "campaigns_keep_decision('decided_at', 'granted', 'decided_by_id', 'note')",
        "text", "note", "decided_by_id",
    ),
}  # fmt: skip
JOB = ("campaigns_job", "job_ends_for_good", "BEFORE UPDATE")
ENDED = "WHEN (OLD.ended_at IS NOT NULL)"


def made_anew(table, trigger, when, call, condition=""):
    return (
        f"DROP TRIGGER {trigger} ON {table};"
        f"CREATE TRIGGER {trigger} {when} ON {table} FOR EACH ROW {condition} EXECUTE FUNCTION {call};"
        f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {trigger};"
    )


def opened(append_only, kept):
    """Let the triggers of these tables pass an erasure."""
    said = "".join(
        made_anew(
            table,
            trigger,
            "BEFORE UPDATE OR DELETE",
            "mobilize_refuse_change({})".format(", ".join(f"'{column}'" for column in columns)),
        )
        for table, (trigger, *columns) in append_only.items()
    )
    return said + "".join(
        made_anew(
            table,
            trigger,
            "BEFORE UPDATE",
            call,
            "WHEN (NOT (campaigns_is_erasing() AND campaigns_erases(to_jsonb(OLD), to_jsonb(NEW), '{%s}')))"
            % ",".join(columns),
        )
        for table, (trigger, call, *columns) in kept.items()
    )


def closed(append_only, kept):
    """Let them pass nothing, as before."""
    said = "".join(
        made_anew(table, trigger, "BEFORE UPDATE OR DELETE", "mobilize_refuse_change()")
        for table, (trigger, *_) in append_only.items()
    )
    return said + "".join(
        made_anew(table, trigger, "BEFORE UPDATE", call) for table, (trigger, call, *_) in kept.items()
    )


class Migration(migrations.Migration):

    dependencies = [
        ('auth', '0012_alter_user_first_name_max_length'),
        ('campaigns', '0015_notices'),
    ]

    operations = [
        migrations.CreateModel(
            name='Erasure',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(db_default=django.contrib.postgres.functions.RandomUUID(), editable=False, unique=True)),
                ('money_to', models.CharField(blank=True, choices=[('', 'there was none'), ('charity', "the campaign's charity"), ('solidarity', 'the solidarity pool')], default='', max_length=10)),
                ('state', models.CharField(choices=[('asked', 'asked for'), ('erased', 'erased, with files left to remove'), ('done', 'done')], default='asked', max_length=6)),
                ('asked_at', models.DateTimeField()),
                ('txid', models.BigIntegerField(help_text='The transaction that carries it out, while it does.', null=True)),
                ('files', models.JSONField(default=list, help_text='Names of files that are still to be removed.')),
                ('ended_at', models.DateTimeField(null=True)),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('txid__isnull', False)), fields=['txid'], name='erasures_under_way')],
                'constraints': [models.CheckConstraint(condition=models.Q(('money_to__in', ['', 'charity', 'solidarity'])), name='erasure_gives_money_somewhere_known')],
            },
        ),
        migrations.CreateModel(
            name='Export',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(db_default=django.contrib.postgres.functions.RandomUUID(), editable=False, unique=True)),
                ('state', models.CharField(choices=[('queued', 'waiting'), ('making', 'being made'), ('ready', 'ready'), ('failed', 'failed')], default='queued', max_length=6)),
                ('asked_at', models.DateTimeField()),
                ('claimed_at', models.DateTimeField(null=True)),
                ('parts_done', models.PositiveIntegerField(default=0)),
                ('parts_in_all', models.PositiveIntegerField(default=0)),
                ('attempts', models.PositiveSmallIntegerField(default=0)),
                ('file', models.FileField(blank=True, max_length=200, upload_to='')),
                ('size_bytes', models.PositiveBigIntegerField(null=True)),
                ('ready_at', models.DateTimeField(null=True)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('ready_at__isnull', False), ('state', 'ready'), models.Q(('file', ''), _negated=True)), models.Q(('file', ''), ('ready_at__isnull', True), ('state__in', ['queued', 'making', 'failed'])), _connector='OR'), name='export_is_ready_with_its_file')],
            },
        ),
        migrations.AddField(
            model_name='participant',
            name='is_erased',
            field=models.BooleanField(db_default=False, default=False, editable=False, help_text="Its person was erased; it is nobody's for good."),
        ),
        migrations.AddField(
            model_name='user',
            name='stands_in_for',
            field=models.ForeignKey(editable=False, help_text='No person: it stands in for one who was erased, in this campaign alone.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='campaigns.campaign'),
        ),
        migrations.AddConstraint(
            model_name='participant',
            constraint=models.CheckConstraint(condition=models.Q(('is_erased', False), ('user__isnull', True), _connector='OR'), name='erased_place_is_nobodys'),
        ),
        migrations.AddConstraint(
            model_name='user',
            constraint=models.CheckConstraint(condition=models.Q(('stands_in_for', None), models.Q(('is_active', False), ('is_staff', False), ('is_superuser', False)), _connector='OR'), name='stand_in_signs_in_nowhere'),
        ),
        migrations.AddField(
            model_name='erasure',
            name='user',
            field=models.OneToOneField(help_text='Nobody: erased.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='erasure', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='export',
            name='user',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='exports', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddConstraint(
            model_name='erasure',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('ended_at__isnull', True), ('files', []), ('state', 'asked'), ('user__isnull', False)), models.Q(('ended_at__isnull', True), ('state', 'erased'), ('user__isnull', True)), models.Q(('ended_at__isnull', False), ('files', []), ('state', 'done'), ('user__isnull', True)), _connector='OR'), name='erasure_leaves_nobody'),
        ),
        migrations.AddConstraint(
            model_name='export',
            constraint=models.UniqueConstraint(condition=models.Q(('state__in', ['queued', 'making'])), fields=('user',), name='export_is_made_one_at_a_time'),
        ),
        migrations.RunSQL(
            FUNCTIONS + opened(APPEND_ONLY, KEPT) + made_anew(*JOB, "mobilize_refuse_change('asked_by_id')", ENDED),
            made_anew(*JOB, "mobilize_refuse_change()", ENDED) + closed(APPEND_ONLY, KEPT) + UNDO,
        ),
    ]

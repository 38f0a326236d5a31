"""What people agreed to, what is written to them, and how a nudge sets its people apart.

The laws: a word about consent stays said; a letter is written down once, goes one way and is never queued again once
it may have been handed over; those whom a nudge holds out get no letter of it.
"""

import django.contrib.postgres.functions
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

APPEND_ONLY = ("campaigns_nudge", "campaigns_nudgemember")
NEVER_DELETED = ("campaigns_consent", "campaigns_letter")

FUNCTIONS = """
CREATE FUNCTION campaigns_keep_but_person() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    -- A person can be erased; what was said stays, and is nobody's.
    IF NEW.user_id IS NOT NULL AND NEW.user_id IS DISTINCT FROM OLD.user_id
        OR to_jsonb(NEW) - 'user_id' <> to_jsonb(OLD) - 'user_id' THEN
        RAISE EXCEPTION 'what a person said stays as they said it; only whose it is can be erased'
            USING ERRCODE = 'check_violation', CONSTRAINT = TG_NAME, TABLE = TG_TABLE_NAME;
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION campaigns_begin_letter() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF NEW.state <> 'queued' OR NEW.attempts <> 0 OR NEW.claimed_at IS NOT NULL THEN
        RAISE EXCEPTION 'a letter begins in the queue'
            USING ERRCODE = 'check_violation', CONSTRAINT = TG_NAME, TABLE = TG_TABLE_NAME;
    END IF;
    IF NEW.kind = 'nudge' AND NOT EXISTS (
        SELECT FROM campaigns_nudge nudge JOIN campaigns_nudgemember member ON member.nudge_id = nudge.id
         WHERE nudge.public_id = NEW.key::uuid AND member.participant_id = NEW.participant_id
           AND member.arm = 'treated') THEN
        RAISE EXCEPTION 'a nudge is a letter to those whom it treats'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'nudge_letter_is_to_who_is_treated', TABLE = TG_TABLE_NAME;
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION campaigns_keep_letter() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    field text;
    was jsonb := to_jsonb(OLD);
    becomes jsonb := to_jsonb(NEW);
BEGIN
    IF NEW.user_id IS NULL THEN
        was := was - 'user_id';
        becomes := becomes - 'user_id';
    END IF;
    FOREACH field IN ARRAY '{state,reason,attempts,due_at,claimed_at,ended_at}'::text[] LOOP
        was := was - field;
        becomes := becomes - field;
    END LOOP;
    IF was <> becomes THEN
        RAISE EXCEPTION 'a letter keeps what it is about and whom it is for'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'letter_keeps_what_it_is_about', TABLE = TG_TABLE_NAME;
    END IF;
    IF NOT (CASE OLD.state
        WHEN 'queued' THEN NEW.state IN ('queued', 'sending', 'suppressed', 'failed')
        WHEN 'sending' THEN NEW.state IN ('sending', 'queued', 'sent', 'failed', 'unknown')
        WHEN 'unknown' THEN NEW.state IN ('unknown', 'sent', 'failed')
        ELSE NEW.state = OLD.state AND to_jsonb(NEW) - 'user_id' = to_jsonb(OLD) - 'user_id' END) THEN
        RAISE EXCEPTION 'a letter that is % does not become %', OLD.state, NEW.state
            USING ERRCODE = 'check_violation', CONSTRAINT = TG_NAME, TABLE = TG_TABLE_NAME;
    END IF;
    RETURN NEW;
END $$;
"""

CONSTRAINTS = """
ALTER TABLE campaigns_nudge ADD CONSTRAINT nudged_branch_is_of_the_same_campaign
    FOREIGN KEY (branch_id, campaign_id) REFERENCES campaigns_participant (id, campaign_id);
ALTER TABLE campaigns_nudgemember
    ADD CONSTRAINT nudge_is_of_the_same_campaign FOREIGN KEY (nudge_id, campaign_id) REFERENCES campaigns_nudge (id, campaign_id),
    ADD CONSTRAINT nudged_person_is_of_the_same_campaign FOREIGN KEY (participant_id, campaign_id) REFERENCES campaigns_participant (id, campaign_id);
ALTER TABLE campaigns_letter ADD CONSTRAINT letter_is_to_somebody_of_the_same_campaign
    FOREIGN KEY (participant_id, campaign_id) REFERENCES campaigns_participant (id, campaign_id);
"""

UNDO = """
ALTER TABLE campaigns_letter DROP CONSTRAINT letter_is_to_somebody_of_the_same_campaign;
ALTER TABLE campaigns_nudgemember DROP CONSTRAINT nudged_person_is_of_the_same_campaign;
ALTER TABLE campaigns_nudgemember DROP CONSTRAINT nudge_is_of_the_same_campaign;
ALTER TABLE campaigns_nudge DROP CONSTRAINT nudged_branch_is_of_the_same_campaign;
"""

TRIGGERS = [
    ("campaigns_consent", "consent_stays_as_it_was_said", "BEFORE UPDATE", "ROW", "campaigns_keep_but_person()"),
    ("campaigns_letter", "letter_begins_in_the_queue", "BEFORE INSERT", "ROW", "campaigns_begin_letter()"),
    ("campaigns_letter", "letter_goes_one_way", "BEFORE UPDATE", "ROW", "campaigns_keep_letter()"),
    *((table, f"{table.removeprefix('campaigns_')}_is_append_only", "BEFORE UPDATE OR DELETE", "ROW",
       "mobilize_refuse_change()") for table in APPEND_ONLY),
    *((table, f"{table.removeprefix('campaigns_')}_is_never_deleted", "BEFORE DELETE", "ROW",
       "mobilize_refuse_change()") for table in NEVER_DELETED),
    *((table, f"{table.removeprefix('campaigns_')}_is_never_truncated", "BEFORE TRUNCATE", "STATEMENT",
       "mobilize_refuse_change()") for table in (*APPEND_ONLY, *NEVER_DELETED)),
]  # fmt: skip


class Migration(migrations.Migration):

    dependencies = [("campaigns", "0006_participation")]

    operations = [
        migrations.CreateModel(
            name='Nudge',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(db_default=django.contrib.postgres.functions.RandomUUID(), editable=False, unique=True)),
                ('audience', models.CharField(choices=[('lapsing', 'people about to lapse'), ('quiet_branch', 'people of branches that go quiet')], max_length=12)),
                ('subject', models.CharField(max_length=120)),
                ('text', models.TextField(max_length=5000)),
                ('note', models.CharField(blank=True, help_text='For the organizers alone.', max_length=500)),
                ('at', models.DateTimeField()),
                ('branch', models.ForeignKey(db_constraint=False, help_text='Below whom the people stand; empty for the whole campaign.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='campaigns.participant')),
                ('campaign', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='nudges', to='campaigns.campaign')),
                ('sent_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('id', 'campaign'), name='nudge_of_a_campaign'), models.CheckConstraint(condition=models.Q(('audience__in', ['lapsing', 'quiet_branch'])), name='nudge_is_to_a_known_audience'), models.CheckConstraint(condition=models.Q(models.Q(('subject', ''), _negated=True), models.Q(('text', ''), _negated=True)), name='nudge_says_something')],
            },
        ),
        migrations.CreateModel(
            name='NudgeMember',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('arm', models.CharField(choices=[('treated', 'written to'), ('held_out', 'held out')], max_length=8)),
                ('campaign', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='campaigns.campaign')),
                ('nudge', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='members', to='campaigns.nudge')),
                ('participant', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='campaigns.participant')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('nudge', 'participant'), name='person_is_in_a_nudge_once'), models.CheckConstraint(condition=models.Q(('arm__in', ['treated', 'held_out'])), name='person_is_in_a_known_arm')],
            },
        ),
        migrations.CreateModel(
            name='Consent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('purpose', models.CharField(choices=[('nudges', "letters of a campaign's organizers")], max_length=12)),
                ('given', models.BooleanField(help_text='Whether they agree, or take it back.')),
                ('wording', models.PositiveSmallIntegerField(help_text='The version of the words that they were shown.')),
                ('how', models.CharField(choices=[('join', 'while joining'), ('place', 'on their own page'), ('api', 'by the API'), ('page', 'on the page that a letter leads to'), ('one_click', "by their mail program's button")], max_length=10)),
                ('at', models.DateTimeField()),
                ('campaign', models.ForeignKey(help_text='Empty for all campaigns at once.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='campaigns.campaign')),
                ('user', models.ForeignKey(help_text='Nobody: erased.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='consents', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(fields=['user', 'purpose', 'id'], name='consents_of_a_person')],
                'constraints': [models.CheckConstraint(condition=models.Q(('purpose__in', ['nudges'])), name='consent_is_to_something_known'), models.CheckConstraint(condition=models.Q(('how__in', ['join', 'place', 'api', 'page', 'one_click'])), name='consent_is_said_in_a_known_way'), models.CheckConstraint(condition=models.Q(('given', False), ('campaign__isnull', False), _connector='OR'), name='consent_is_given_for_one_campaign')],
            },
        ),
        migrations.CreateModel(
            name='Letter',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(db_default=django.contrib.postgres.functions.RandomUUID(), editable=False, unique=True)),
                ('kind', models.CharField(max_length=20)),
                ('key', models.CharField(max_length=64)),
                ('state', models.CharField(choices=[('queued', 'waiting to be sent'), ('sending', 'being handed over'), ('sent', 'handed over'), ('failed', 'refused or given up'), ('unknown', 'perhaps handed over'), ('suppressed', 'not sent, for a reason')], default='queued', max_length=10)),
                ('reason', models.CharField(blank=True, help_text='Why it was not sent, or is not known to be.', max_length=200)),
                ('attempts', models.PositiveSmallIntegerField(default=0)),
                ('due_at', models.DateTimeField(help_text='Not to be sent before.')),
                ('written_at', models.DateTimeField()),
                ('claimed_at', models.DateTimeField(null=True)),
                ('ended_at', models.DateTimeField(null=True)),
                ('campaign', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='campaigns.campaign')),
                ('participant', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='campaigns.participant')),
                ('user', models.ForeignKey(db_index=False, help_text='Nobody: erased.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('state', 'queued')), fields=['due_at', 'id'], name='letters_to_be_sent'), models.Index(condition=models.Q(('state', 'sending')), fields=['claimed_at'], name='letters_being_sent'), models.Index(fields=['user', 'claimed_at'], name='letters_to_a_person')],
                'constraints': [models.UniqueConstraint(fields=('kind', 'key', 'user'), name='letter_is_written_once'), models.CheckConstraint(condition=models.Q(('state__in', ['queued', 'sending', 'sent', 'failed', 'unknown', 'suppressed'])), name='letter_state_is_known'), models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['sending', 'sent', 'unknown']), _negated=True), ('claimed_at__isnull', False), _connector='OR'), name='letter_is_claimed_before_it_is_sent'), models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['failed', 'suppressed']), _negated=True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='letter_says_why_it_was_not_sent'), models.CheckConstraint(condition=models.Q(models.Q(('ended_at__isnull', False), ('state__in', ['sent', 'failed', 'suppressed'])), models.Q(('ended_at__isnull', True), ('state__in', ['queued', 'sending', 'unknown'])), _connector='OR'), name='letter_says_when_it_ended')],
            },
        ),
        migrations.RunSQL(
            FUNCTIONS
            + CONSTRAINTS
            + "".join(
                f"CREATE TRIGGER {trigger} {when} ON {table} FOR EACH {level} EXECUTE FUNCTION {call};"
                f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {trigger};"
                for table, trigger, when, level, call in TRIGGERS
            ),
            "".join(f"DROP TRIGGER {trigger} ON {table};" for table, trigger, _, _, _ in TRIGGERS)
            + "DROP FUNCTION campaigns_keep_but_person(), campaigns_begin_letter(), campaigns_keep_letter();" + UNDO,
        ),
    ]

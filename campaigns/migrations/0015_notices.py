"""What people are told: notices and their items, what they chose, the news of campaigns, and addresses that stopped.

The laws: an event is told once to a person in a kind; what was told stays as it was; an item goes into one letter, to
its own person, and never into a second one.
"""

import django.contrib.postgres.functions
import django.db.models.deletion
import django.db.models.functions.text
from django.conf import settings
from django.db import migrations, models

FUNCTIONS = """
CREATE FUNCTION campaigns_keep_notice_item() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF NEW.user_id IS NOT NULL AND NEW.user_id IS DISTINCT FROM OLD.user_id
        OR to_jsonb(NEW) - '{user_id,letter_id,mail_at}'::text[] <> to_jsonb(OLD) - '{user_id,letter_id,mail_at}'::text[] THEN
        RAISE EXCEPTION 'what somebody was told stays as it was told; only whose it is can be erased'
            USING ERRCODE = 'check_violation', CONSTRAINT = TG_NAME, TABLE = TG_TABLE_NAME;
    END IF;
    IF OLD.letter_id IS NOT NULL AND (NEW.letter_id IS DISTINCT FROM OLD.letter_id OR NEW.mail_at IS DISTINCT FROM OLD.mail_at) THEN
        RAISE EXCEPTION 'what went into a letter stays in it'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'notice_item_goes_into_one_letter', TABLE = TG_TABLE_NAME;
    END IF;
    IF OLD.letter_id IS NULL AND NEW.letter_id IS NOT NULL AND NOT EXISTS (
        SELECT FROM campaigns_letter letter WHERE letter.id = NEW.letter_id AND letter.user_id = NEW.user_id) THEN
        RAISE EXCEPTION 'what somebody is told goes into a letter to them'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'notice_item_goes_to_its_person', TABLE = TG_TABLE_NAME;
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION campaigns_begin_notice_item() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF NEW.letter_id IS NOT NULL OR NOT EXISTS (
        SELECT FROM campaigns_notice notice
         WHERE notice.id = NEW.notice_id AND notice.user_id = NEW.user_id AND notice.kind = NEW.kind) THEN
        RAISE EXCEPTION 'what somebody is told stands in a notice of its kind to them, and in no letter yet'
            USING ERRCODE = 'check_violation', CONSTRAINT = TG_NAME, TABLE = TG_TABLE_NAME;
    END IF;
    RETURN NEW;
END $$;
"""

TRIGGERS = [
    ("campaigns_noticeitem", "notice_item_begins_in_its_notice", "BEFORE INSERT", "ROW", "campaigns_begin_notice_item()"),
    ("campaigns_noticeitem", "notice_item_stays_as_told", "BEFORE UPDATE", "ROW", "campaigns_keep_notice_item()"),
]


class Migration(migrations.Migration):

    dependencies = [
        ('campaigns', '0016_lists'),
    ]

    operations = [
        migrations.CreateModel(
            name='News',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(db_default=django.contrib.postgres.functions.RandomUUID(), editable=False, unique=True)),
                ('title', models.CharField(max_length=120)),
                ('text', models.TextField(max_length=5000)),
                ('published_at', models.DateTimeField()),
                ('corrected_at', models.DateTimeField(help_text='When it was last corrected.', null=True)),
                ('taken_back_at', models.DateTimeField(null=True)),
            ],
            options={
                'verbose_name_plural': 'news',
                'constraints': [models.CheckConstraint(condition=models.Q(('taken_back_at__isnull', False), models.Q(models.Q(('title', ''), _negated=True), models.Q(('text', ''), _negated=True)), _connector='OR'), name='news_says_something'), models.CheckConstraint(condition=models.Q(('taken_back_at__isnull', True), models.Q(('text', ''), ('title', '')), _connector='OR'), name='news_taken_back_says_nothing')],
            },
        ),
        migrations.CreateModel(
            name='Notice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(db_default=django.contrib.postgres.functions.RandomUUID(), editable=False, unique=True)),
                ('kind', models.CharField(max_length=24)),
                ('hour', models.DateTimeField(help_text='The beginning of the hour in which it happened, UTC.')),
                ('last_at', models.DateTimeField(help_text='When the last of it happened.')),
                ('in_inbox', models.BooleanField(help_text='Whether the inbox shows it; the person may have wanted letters alone.')),
                ('read_at', models.DateTimeField(null=True)),
            ],
            options={
                'indexes': [models.Index(fields=['last_at'], name='notices_by_age')],
            },
        ),
        migrations.CreateModel(
            name='NoticeChoice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=24)),
                ('inbox', models.BooleanField()),
                ('mail', models.CharField(choices=[('now', 'at once'), ('daily', 'once a day'), ('never', 'never')], max_length=5)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('mail__in', ['now', 'daily', 'never'])), name='notice_is_mailed_in_a_known_way')],
            },
        ),
        migrations.CreateModel(
            name='NoticeItem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(help_text="As the notice's.", max_length=24)),
                ('amount_minor', models.BigIntegerField(null=True)),
                ('word', models.CharField(blank=True, help_text='What became of it, in one of our own words.', max_length=20)),
                ('mail_at', models.DateTimeField(help_text='When to see whether it goes into a letter; never where empty.', null=True)),
                ('written_at', models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name='StoppedAddress',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(db_default=django.contrib.postgres.functions.RandomUUID(), editable=False, unique=True)),
                ('email', models.EmailField(max_length=254)),
                ('why', models.CharField(choices=[('bounced', 'mail to it came back'), ('refused', 'its mail server refused it for good'), ('complained', 'its reader called a letter of ours unwanted')], max_length=10)),
                ('stopped_at', models.DateTimeField()),
                ('asked_at', models.DateTimeField(help_text='When a letter was last asked for to confirm it by.', null=True)),
                ('confirmed_at', models.DateTimeField(help_text='When its person showed that mail arrives there.', null=True)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('email', django.db.models.functions.text.Lower('email'))), name='stopped_address_is_in_lower_case'), models.CheckConstraint(condition=models.Q(('why__in', ['bounced', 'refused', 'complained'])), name='address_is_stopped_for_a_known_reason')],
            },
        ),
        migrations.AlterField(
            model_name='letter',
            name='campaign',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='campaigns.campaign'),
        ),
        migrations.AlterField(
            model_name='letter',
            name='kind',
            field=models.CharField(max_length=24),
        ),
        migrations.AlterField(
            model_name='letter',
            name='participant',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='campaigns.participant'),
        ),
        migrations.AddConstraint(
            model_name='letter',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('campaign__isnull', True), ('participant__isnull', True)), models.Q(('campaign__isnull', False), ('participant__isnull', False)), _connector='OR'), name='letter_of_a_campaign_is_to_a_place_in_it'),
        ),
        migrations.AddField(
            model_name='news',
            name='campaign',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='news', to='campaigns.campaign'),
        ),
        migrations.AddField(
            model_name='news',
            name='written_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='notice',
            name='campaign',
            field=models.ForeignKey(help_text='Empty for what is about no campaign.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='campaigns.campaign'),
        ),
        migrations.AddField(
            model_name='notice',
            name='user',
            field=models.ForeignKey(db_index=False, help_text='Nobody: erased.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='noticechoice',
            name='user',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='notice_choices', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='noticeitem',
            name='event',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='campaigns.event'),
        ),
        migrations.AddField(
            model_name='noticeitem',
            name='finding',
            field=models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='campaigns.finding'),
        ),
        migrations.AddField(
            model_name='noticeitem',
            name='letter',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='notice_items', to='campaigns.letter'),
        ),
        migrations.AddField(
            model_name='noticeitem',
            name='news',
            field=models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='campaigns.news'),
        ),
        migrations.AddField(
            model_name='noticeitem',
            name='notice',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='items', to='campaigns.notice'),
        ),
        migrations.AddField(
            model_name='noticeitem',
            name='person',
            field=models.ForeignKey(db_constraint=False, db_index=False, help_text='Who joined, or the recruit below whom it was found.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='campaigns.participant'),
        ),
        migrations.AddField(
            model_name='noticeitem',
            name='user',
            field=models.ForeignKey(db_index=False, help_text="As the notice's.", null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='stoppedaddress',
            name='user',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='stopped_addresses', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddIndex(
            model_name='news',
            index=models.Index(fields=['campaign', '-id'], name='news_of_a_campaign'),
        ),
        migrations.AddIndex(
            model_name='notice',
            index=models.Index(condition=models.Q(('in_inbox', True)), fields=['user', '-id'], name='inbox_of_a_person'),
        ),
        migrations.AddIndex(
            model_name='notice',
            index=models.Index(condition=models.Q(('in_inbox', True), ('read_at', None)), fields=['user'], name='unread_notices_of_a_person'),
        ),
        migrations.AddConstraint(
            model_name='notice',
            constraint=models.UniqueConstraint(fields=('user', 'kind', 'campaign', 'hour'), name='notices_of_an_hour_are_one'),
        ),
        migrations.AddConstraint(
            model_name='notice',
            constraint=models.UniqueConstraint(condition=models.Q(('campaign__isnull', True)), fields=('user', 'kind', 'hour'), name='notices_of_an_hour_without_campaign_are_one'),
        ),
        migrations.AddConstraint(
            model_name='noticechoice',
            constraint=models.UniqueConstraint(fields=('user', 'kind'), name='person_chooses_once_for_a_kind'),
        ),
        migrations.AddIndex(
            model_name='noticeitem',
            index=models.Index(condition=models.Q(('letter', None), ('mail_at__isnull', False)), fields=['mail_at', 'user'], name='notices_to_be_mailed'),
        ),
        migrations.AddConstraint(
            model_name='noticeitem',
            constraint=models.UniqueConstraint(fields=('user', 'kind', 'event'), name='person_is_told_of_an_event_once'),
        ),
        migrations.AddConstraint(
            model_name='stoppedaddress',
            constraint=models.UniqueConstraint(condition=models.Q(('confirmed_at', None)), fields=('user', 'email'), name='address_is_stopped_once_at_a_time'),
        ),
        migrations.RunSQL(
            FUNCTIONS
            + "".join(
                f"CREATE TRIGGER {trigger} {when} ON {table} FOR EACH {level} EXECUTE FUNCTION {call};"
                f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {trigger};"
                for table, trigger, when, level, call in TRIGGERS
            ),
            "".join(f"DROP TRIGGER {trigger} ON {table};" for table, trigger, _, _, _ in TRIGGERS)
            + "DROP FUNCTION campaigns_begin_notice_item(), campaigns_keep_notice_item();",
        ),
    ]

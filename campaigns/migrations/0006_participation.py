"""Members, tallies, ties and reports: what the log adds up to. All of it but the reports' rules can be made again."""

import django.contrib.postgres.fields
import django.contrib.postgres.functions
import django.db.models.deletion
from django.db import migrations, models

# Counts are changed in place all the time: room for that within each page spares the indexes.
FORWARD = """
ALTER TABLE campaigns_tally SET (fillfactor = 60);
ALTER TABLE campaigns_member SET (fillfactor = 80);
"""
BACKWARD = """
ALTER TABLE campaigns_tally RESET (fillfactor);
ALTER TABLE campaigns_member RESET (fillfactor);
"""


class Migration(migrations.Migration):
    dependencies = [("campaigns", "0005_activities")]

    operations = [
        migrations.CreateModel(
            name='Report',
            fields=[
                ('campaign', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='report', serialize=False, to='campaigns.campaign')),
                ('gap_days', models.PositiveSmallIntegerField(default=14, help_text='Whoever is not active for so long has lapsed.')),
                ('window_days', models.PositiveSmallIntegerField(default=7, help_text="Within which a member's recruits are counted.")),
                ('observation_days', models.PositiveSmallIntegerField(default=28)),
                ('minimum', models.PositiveSmallIntegerField(default=30, help_text='Figures that rest on fewer are not told.')),
                ('needs_rebuild', models.BooleanField(default=False, help_text='Its counts cannot be trusted until they are made anew.')),
                ('news_at', models.DateTimeField(help_text='When something new was last counted.', null=True)),
                ('as_of', models.DateTimeField(help_text='The moment that the stored report speaks of.', null=True)),
                ('body', models.JSONField(default=dict)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('gap_days__gte', 1), ('gap_days__lte', 366), ('window_days__gte', 1), ('window_days__lte', 366)), name='report_counts_by_days_of_a_year'), models.CheckConstraint(condition=models.Q(('observation_days__gte', 1), ('observation_days__lte', 366), ('minimum__gte', 1)), name='report_looks_at_something')],
            },
        ),
        migrations.CreateModel(
            name='Tally',
            fields=[
                ('pk', models.CompositePrimaryKey('campaign_id', 'kind', 'g', 'a', 'b', blank=True, editable=False, primary_key=True, serialize=False)),
                ('kind', models.SmallIntegerField()),
                ('g', models.BigIntegerField()),
                ('a', models.IntegerField()),
                ('b', models.IntegerField()),
                ('n', models.BigIntegerField()),
                ('campaign', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='campaigns.campaign')),
            ],
        ),
        migrations.CreateModel(
            name='Member',
            fields=[
                ('participant', models.OneToOneField(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, primary_key=True, related_name='+', serialize=False, to='campaigns.participant')),
                ('root', models.BigIntegerField(help_text='The first member of the tree, by id.')),
                ('depth', models.IntegerField()),
                ('source', models.BigIntegerField(help_text="The campaign's own link that the member came by, or a word below zero.")),
                ('origin', models.BigIntegerField(help_text="The source of the tree's first member.")),
                ('joined_us', models.BigIntegerField(help_text='Microseconds since 1970.')),
                ('joined_day', models.IntegerField()),
                ('size', models.IntegerField(help_text='The member and everybody below.')),
                ('edges', models.BigIntegerField()),
                ('edges_squared', models.BigIntegerField()),
                ('recruits', models.IntegerField()),
                ('early_recruits', models.IntegerField(help_text='Recruits who came within the recruit window.')),
                ('reports', models.IntegerField()),
                ('verified', models.IntegerField(help_text='Reports that were found true and still are.')),
                ('pay_minor', models.BigIntegerField(help_text='Earned, less what was reversed or forfeited.')),
                ('days', django.contrib.postgres.fields.ArrayField(base_field=models.IntegerField(), help_text='The days on which the member was active, ascending.', size=None)),
                ('hours', django.contrib.postgres.fields.ArrayField(base_field=models.IntegerField(), help_text="The same in hours, of the campaign's first days.", size=None)),
                ('last_day', models.IntegerField(null=True)),
                ('campaign', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='campaigns.campaign')),
            ],
            options={
                'indexes': [models.Index(fields=['campaign', 'root'], name='members_of_a_branch'), models.Index(fields=['campaign', 'last_day'], name='members_last_seen'), models.Index(fields=['campaign', 'joined_day'], name='members_by_joining'), models.Index(condition=models.Q(('root', models.F('participant'))), fields=['campaign', '-size'], name='largest_trees')],
            },
        ),
        migrations.CreateModel(
            name='Tie',
            fields=[
                ('pk', models.CompositePrimaryKey('campaign_id', 'low', 'high', blank=True, editable=False, primary_key=True, serialize=False)),
                ('low', models.BigIntegerField()),
                ('high', models.BigIntegerField()),
                ('first_us', models.BigIntegerField(help_text='Their first exchange, in microseconds since 1970.')),
                ('kind', models.SmallIntegerField(help_text='What the first exchange was, as a place in ties.TIE_KINDS.')),
                ('upwards', models.BooleanField(help_text='Something went from the lower id to the higher.')),
                ('downwards', models.BooleanField(help_text='Something went from the higher id to the lower.')),
                ('campaign', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='campaigns.campaign')),
            ],
            options={
                'indexes': [models.Index(fields=['campaign', 'high'], name='ties_of_the_higher')],
            },
        ),
        migrations.CreateModel(
            name='Alert',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(db_default=django.contrib.postgres.functions.RandomUUID(), editable=False, unique=True)),
                ('kind', models.CharField(max_length=40)),
                ('key', models.CharField(help_text='What it is about, and since when.', max_length=120)),
                ('sentence', models.TextField()),
                ('numbers', models.JSONField(default=dict)),
                ('raised_at', models.DateTimeField()),
                ('cleared_at', models.DateTimeField(null=True)),
                ('campaign', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='alerts', to='campaigns.campaign')),
            ],
            options={
                'indexes': [models.Index(fields=['campaign', '-id'], name='alerts_newest_first')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('cleared_at__isnull', True)), fields=('campaign', 'key'), name='alert_is_open_once'), models.CheckConstraint(condition=models.Q(('cleared_at__isnull', True), ('cleared_at__gte', models.F('raised_at')), _connector='OR'), name='alert_is_cleared_after_it_was_raised')],
            },
        ),
        migrations.RunSQL(FORWARD, BACKWARD),
    ]

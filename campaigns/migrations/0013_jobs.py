"""Imports and exports as jobs, their files, and how files of other programs are read.

The law that is no constraint: a job ends for good.
"""

import django.contrib.postgres.functions
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


TRIGGER = "job_ends_for_good"


class Migration(migrations.Migration):

    dependencies = [
        ('campaigns', '0011_days_of_activity'),
    ]

    operations = [
        migrations.CreateModel(
            name='Job',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(db_default=django.contrib.postgres.functions.RandomUUID(), editable=False, unique=True)),
                ('kind', models.CharField(choices=[('import', 'import'), ('export', 'export')], max_length=6)),
                ('table', models.CharField(blank=True, help_text='Of an export: which rows.', max_length=40)),
                ('form', models.CharField(blank=True, help_text='Of an export: csv or geojson.', max_length=8)),
                ('options', models.JSONField(default=dict, help_text='What else was asked for.')),
                ('asked_at', models.DateTimeField()),
                ('state', models.CharField(choices=[('queued', 'waiting for a worker'), ('running', 'being worked on'), ('done', 'done'), ('failed', 'ended without having done it'), ('cancelled', 'cancelled')], default='queued', max_length=9)),
                ('stage', models.CharField(blank=True, help_text='What is being done.', max_length=40)),
                ('done', models.BigIntegerField(default=0, help_text='Rows done at this stage.')),
                ('total', models.BigIntegerField(default=0, help_text='Of so many; 0 where that is not known.')),
                ('claim', models.UUIDField(help_text='Drawn by the worker that has it.', null=True)),
                ('beat_at', models.DateTimeField(help_text='When that worker was last heard of.', null=True)),
                ('attempts', models.PositiveSmallIntegerField(default=0)),
                ('cancel_asked_at', models.DateTimeField(null=True)),
                ('ended_at', models.DateTimeField(null=True)),
                ('problem_code', models.CharField(blank=True, max_length=60)),
                ('problem', models.TextField(blank=True, help_text='Why it failed, for people.')),
                ('result', models.JSONField(default=dict, help_text='What came of it, in numbers.')),
                ('asked_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('campaign', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='jobs', to='campaigns.campaign')),
            ],
            options={
                'indexes': [models.Index(fields=['campaign', 'id'], name='jobs_in_order'), models.Index(condition=models.Q(('state__in', ['queued', 'running'])), fields=['id'], name='open_jobs')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('kind', 'export'), models.Q(('table', ''), _negated=True), ('form__in', ['csv', 'geojson'])), models.Q(('form', ''), ('kind', 'import'), ('table', '')), _connector='OR'), name='job_brings_in_or_takes_out'), models.CheckConstraint(condition=models.Q(models.Q(('ended_at__isnull', True), ('state__in', ['queued', 'running'])), models.Q(('ended_at__isnull', False), ('state__in', ['done', 'failed', 'cancelled'])), _connector='OR'), name='job_has_ended_or_not'), models.CheckConstraint(condition=models.Q(models.Q(('beat_at__isnull', False), ('claim__isnull', False), ('state', 'running')), models.Q(models.Q(('state', 'running'), _negated=True), ('claim__isnull', True)), _connector='OR'), name='job_is_claimed_while_it_runs'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'failed'), models.Q(('problem_code', ''), _negated=True)), models.Q(models.Q(('state', 'failed'), _negated=True), ('problem_code', '')), _connector='OR'), name='failed_job_says_why'), models.UniqueConstraint(condition=models.Q(('kind', 'import'), ('state__in', ['queued', 'running'])), fields=('campaign',), name='one_open_import')],
            },
        ),
        migrations.CreateModel(
            name='JobFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('role', models.CharField(choices=[('participants', 'the people to be imported'), ('activities', 'the activities to be imported'), ('findings', 'the findings to be imported'), ('export', 'what was exported'), ('report', "what is wrong with an import's rows")], max_length=12)),
                ('name', models.CharField(blank=True, help_text='As its sender calls it.', max_length=100)),
                ('layout', models.JSONField(default=dict, help_text='How it is read, as the mapping said when it was sent.')),
                ('stored', models.CharField(max_length=200, unique=True)),
                ('size_bytes', models.BigIntegerField()),
                ('sha256', models.CharField(max_length=64)),
                ('kept_until', models.DateTimeField()),
                ('removed_at', models.DateTimeField(null=True)),
                ('job', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='files', to='campaigns.job')),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('removed_at__isnull', True)), fields=['kept_until'], name='job_files_to_remove')],
                'constraints': [models.UniqueConstraint(fields=('job', 'role'), name='job_has_one_file_of_a_kind'), models.CheckConstraint(condition=models.Q(('sha256__regex', '^[0-9a-f]{64}$')), name='job_file_is_known_by_its_sum')],
            },
        ),
        migrations.CreateModel(
            name='ColumnMapping',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(db_default=django.contrib.postgres.functions.RandomUUID(), editable=False, unique=True)),
                ('name', models.CharField(max_length=80)),
                ('table', models.CharField(choices=[('participants', 'participants'), ('activities', 'activities'), ('findings', 'findings')], max_length=12)),
                ('layout', models.JSONField()),
                ('changed_at', models.DateTimeField()),
                ('campaign', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='column_mappings', to='campaigns.campaign')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('campaign', 'table', 'name'), name='mapping_has_its_own_name'), models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='mapping_has_a_name'), models.CheckConstraint(condition=models.Q(('table__in', ['participants', 'activities', 'findings'])), name='mapping_is_of_a_known_table')],
            },
        ),
        migrations.RunSQL(
            f"CREATE TRIGGER {TRIGGER} BEFORE UPDATE ON campaigns_job FOR EACH ROW"
            " WHEN (OLD.ended_at IS NOT NULL) EXECUTE FUNCTION mobilize_refuse_change();"
            f"ALTER TABLE campaigns_job ENABLE ALWAYS TRIGGER {TRIGGER};",
            f"DROP TRIGGER {TRIGGER} ON campaigns_job;",
        ),
    ]

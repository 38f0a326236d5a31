"""What may come of a campaign: one forecast for each, replaced as a whole."""


import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('campaigns', '0008_goal'),
        ('rewards', '0004_payouts'),
    ]

    operations = [
        migrations.CreateModel(
            name='Forecast',
            fields=[
                ('campaign', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='+', serialize=False, to='campaigns.campaign')),
                ('asked_at', models.DateTimeField(help_text='When somebody last asked for a new one.', null=True)),
                ('begun_at', models.DateTimeField(help_text='Since when one is being worked out.', null=True)),
                ('as_of', models.DateTimeField(help_text='Facts from before are in it.', null=True)),
                ('computed_at', models.DateTimeField(null=True)),
                ('took_ms', models.PositiveIntegerField(null=True)),
                ('mark', models.CharField(blank=True, help_text='A hash of the facts; where it is the same, nothing is new.', max_length=64)),
                ('basis', models.JSONField(null=True)),
                ('result', models.JSONField(null=True)),
                ('said', models.CharField(blank=True, choices=[('', 'nothing'), ('likely', 'the goal is likely to be reached'), ('unlikely', 'the goal is unlikely to be reached')], default='', max_length=8)),
                ('said_goal', models.PositiveIntegerField(null=True)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('said__in', ['', 'likely', 'unlikely'])), name='forecast_says_something_known'), models.CheckConstraint(condition=models.Q(models.Q(('as_of__isnull', True), ('basis__isnull', True), ('computed_at__isnull', True), ('result__isnull', True)), models.Q(('as_of__isnull', False), ('basis__isnull', False), ('computed_at__isnull', False), ('result__isnull', False)), _connector='OR'), name='forecast_comes_with_its_basis')],
            },
        ),
    ]

"""A large mailbox is taken in batches; what cannot be marked at its server keeps nobody waiting."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('channels', '0012_what_only_other_programs_open'),
    ]

    operations = [
        migrations.AddField(
            model_name='wayin',
            name='backlog',
            field=models.JSONField(blank=True, default=list),
        ),
        migrations.AddField(
            model_name='wayin',
            name='backlog_uid',
            field=models.PositiveBigIntegerField(default=0),
        ),
        migrations.AddField(
            model_name='wayin',
            name='mark_trouble',
            field=models.CharField(blank=True, max_length=300),
        ),
        migrations.AddField(
            model_name='wayin',
            name='unmarked',
            field=models.JSONField(blank=True, default=dict),
        ),
    ]

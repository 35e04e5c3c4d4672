"""Beside each way in stands how many mails it refused as too large, and the latest of them."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('channels', '0010_a_mail_to_ourselves'),
    ]

    operations = [
        migrations.AddField(
            model_name='wayin',
            name='refusals',
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AddField(
            model_name='wayin',
            name='refused_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='wayin',
            name='refused_from',
            field=models.CharField(blank=True, max_length=320),
        ),
    ]

"""A mail tells whether it is sealed, and what it invites to."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('channels', '0011_mails_refused_as_too_large'),
    ]

    operations = [
        migrations.AddField(
            model_name='inboundmail',
            name='carries',
            field=models.JSONField(blank=True, default=dict),
        ),
    ]

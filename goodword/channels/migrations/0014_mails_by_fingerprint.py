"""Other deliveries of a mail are found without looking through all of them."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('channels', '0013_mailboxes_in_batches'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='inboundmail',
            index=models.Index(fields=['fingerprint'], name='mails_by_fingerprint'),
        ),
    ]

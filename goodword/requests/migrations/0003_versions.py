"""What two people may change is counted, so that neither writes over the other."""

from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    """A number on each, beginning with one."""

    dependencies = [("requests", "0002_privacy")]

    operations = [
        migrations.AddField("savedview", "version", models.PositiveIntegerField(default=1)),
    ]

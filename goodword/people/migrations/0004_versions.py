"""What two people may change is counted, so that neither writes over the other."""

from __future__ import annotations

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """A number on each, beginning with one."""

    dependencies = [("people", "0003_guests"), migrations.swappable_dependency(settings.AUTH_USER_MODEL)]

    operations = [
        migrations.AddField("team", "version", models.PositiveIntegerField(default=1)),
        migrations.AddField("team", "happening_version", models.PositiveIntegerField(default=1)),
        migrations.AddField("person", "version", models.PositiveIntegerField(default=1)),
        migrations.AddField("membership", "version", models.PositiveIntegerField(default=1)),
        migrations.AddField("absence", "version", models.PositiveIntegerField(default=1)),
        migrations.AddField(
            "team",
            "changed_by",
            models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
    ]

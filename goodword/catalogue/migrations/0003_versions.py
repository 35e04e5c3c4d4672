"""What two people may change is counted, so that neither writes over the other."""

from __future__ import annotations

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """A number on each, beginning with one."""

    dependencies = [("catalogue", "0002_privacy"), migrations.swappable_dependency(settings.AUTH_USER_MODEL)]

    operations = [
        migrations.AddField("service", "version", models.PositiveIntegerField(default=1)),
        migrations.AddField(
            "service",
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

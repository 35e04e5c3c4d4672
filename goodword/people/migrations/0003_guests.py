"""Somebody from outside may be let in as a guest."""

from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    """Who is a guest, and when their mailbox was proven."""

    dependencies = [("people", "0002_privacy")]

    operations = [
        migrations.AddField("person", "is_guest", models.BooleanField(default=False)),
        migrations.AddField("person", "proven_at", models.DateTimeField(blank=True, null=True)),
        migrations.AddConstraint(
            "person",
            models.CheckConstraint(
                condition=models.Q(("is_guest", False), ("is_operator", False), _connector="OR"),
                name="no_guest_runs_goodword",
            ),
        ),
    ]

"""How many words are to be in hand at once, where a team has agreed on it."""

from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    """For each of a team, for all of it together, and for one person in it."""

    dependencies = [("people", "0004_versions")]

    operations = [
        migrations.AddField(
            "team", "words_each", models.PositiveSmallIntegerField(blank=True, null=True)
        ),
        migrations.AddField(
            "team", "words_together", models.PositiveSmallIntegerField(blank=True, null=True)
        ),
        migrations.AddField(
            "membership", "words_at_once", models.PositiveSmallIntegerField(blank=True, null=True)
        ),
    ]

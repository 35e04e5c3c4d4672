"""Who is named to stand for an emergency says whether they do."""

from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    """What the sponsor answered, in which words and when."""

    dependencies = [("requests", "0015_count_words_anew")]

    operations = [
        migrations.AddField(
            "emergency",
            "sponsor_answer",
            models.CharField(
                blank=True,
                choices=[
                    ("", "named, not yet confirmed"),
                    ("confirmed", "confirmed"),
                    ("denied", "denied"),
                ],
                default="",
                max_length=10,
            ),
        ),
        migrations.AddField(
            "emergency", "sponsor_words", models.CharField(blank=True, default="", max_length=300)
        ),
        migrations.AddField(
            "emergency", "sponsor_answered_at", models.DateTimeField(blank=True, null=True)
        ),
    ]

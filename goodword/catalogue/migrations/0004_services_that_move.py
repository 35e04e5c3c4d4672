"""A service can come to another team, which says yes first; its old address leads to it."""

from __future__ import annotations

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import Q

PERSON = settings.AUTH_USER_MODEL
PROTECT = django.db.models.deletion.PROTECT


class Migration(migrations.Migration):
    """Since when a service is with its team, and the moves that were offered."""

    dependencies = [
        ("catalogue", "0003_versions"),
        ("people", "0005_words_at_once"),
    ]

    operations = [
        migrations.AddField("service", "moved_at", models.DateTimeField(blank=True, null=True)),
        migrations.CreateModel(
            name="ServiceMove",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("slug", models.SlugField(max_length=120)),
                ("reason", models.TextField()),
                ("at", models.DateTimeField()),
                (
                    "answer",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "waiting for their yes"),
                            ("accepted", "accepted"),
                            ("refused", "refused"),
                            ("withdrawn", "taken back"),
                        ],
                        default="",
                        max_length=10,
                    ),
                ),
                ("answer_words", models.TextField(blank=True)),
                ("answered_at", models.DateTimeField(null=True)),
                ("answered_by", models.ForeignKey(null=True, on_delete=PROTECT, related_name="+", to=PERSON)),
                ("by", models.ForeignKey(null=True, on_delete=PROTECT, related_name="+", to=PERSON)),
                ("from_team", models.ForeignKey(on_delete=PROTECT, related_name="+", to="people.team")),
                ("to_team", models.ForeignKey(on_delete=PROTECT, related_name="+", to="people.team")),
                (
                    "service",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="moves",
                        to="catalogue.service",
                    ),
                ),
            ],
            options={"ordering": ["at", "pk"]},
        ),
        migrations.AddConstraint(
            "servicemove",
            models.UniqueConstraint(
                condition=Q(("answer", "")), fields=("service",), name="one_open_move_per_service"
            ),
        ),
    ]

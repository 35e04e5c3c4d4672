"""Which charter of a service its open requests were counted by."""

from __future__ import annotations

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """One table."""

    dependencies = [
        ("catalogue", "0003_versions"),
        ("requests", "0012_words_on_the_curve"),
    ]

    operations = [
        migrations.CreateModel(
            name="RecountedService",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField()),
                ("is_retired", models.BooleanField(default=False)),
                ("counted_to", models.PositiveBigIntegerField(default=0)),
                (
                    "service",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="catalogue.service",
                    ),
                ),
            ],
            options={"ordering": ["service"], "verbose_name_plural": "recounted services"},
        ),
    ]

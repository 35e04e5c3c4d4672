"""One effect per promise, kind and moment; one act per form; and a note of a clock that jumped."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("history", "0002_history_is_never_edited"),
    ]

    operations = [
        # Nullable and without a default, so that SQLite adds it without building the table anew
        # (which would drop the trigger of 0002). What happened before has none.
        migrations.AddField(
            model_name="event",
            name="effect",
            field=models.CharField(blank=True, editable=False, max_length=160, null=True),
        ),
        migrations.AddConstraint(
            model_name="event",
            constraint=models.UniqueConstraint(
                condition=models.Q(("effect__isnull", False)),
                fields=("effect",),
                name="one_event_per_effect",
            ),
        ),
        migrations.CreateModel(
            name="ClockJump",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField()),
                ("seconds", models.IntegerField()),
            ],
            options={"ordering": ["-pk"]},
        ),
        migrations.CreateModel(
            name="FormKey",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("purpose", models.CharField(max_length=255)),
                ("key", models.CharField(max_length=64)),
                ("body", models.CharField(max_length=64)),
                ("answer", models.CharField(blank=True, max_length=500)),
                ("used_at", models.DateTimeField(db_index=True)),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("person", "purpose", "key"), name="one_effect_per_form"
                    )
                ],
            },
        ),
    ]

"""Which letters will not arrive, whom that was told, and what troubles the operators know of."""

from django.db import migrations, models
from django.db.models import Q


def lost_before(apps, schema_editor):
    """What was given up or came back before today is known: nobody is told of it now."""
    letters = apps.get_model("outbox", "Letter").objects.using(schema_editor.connection.alias)
    lost = letters.filter(Q(state="failed") | Q(came_back_at__isnull=False))
    lost.update(is_lost=True, told_at=models.F("next_try_at"))


class Migration(migrations.Migration):
    dependencies = [("outbox", "0002_the_brake_and_the_age")]

    operations = [
        migrations.AddField("letter", "is_lost", models.BooleanField(default=False)),
        migrations.AddField("letter", "told_at", models.DateTimeField(blank=True, null=True)),
        migrations.RunPython(lost_before, migrations.RunPython.noop, elidable=True),
        migrations.AddIndex(
            "letter",
            models.Index(condition=Q(("is_lost", True)), fields=["told_at"], name="letters_lost"),
        ),
        migrations.CreateModel(
            name="Trouble",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.CharField(max_length=20, unique=True)),
                ("since", models.DateTimeField()),
                ("over_at", models.DateTimeField(blank=True, null=True)),
            ],
        ),
    ]

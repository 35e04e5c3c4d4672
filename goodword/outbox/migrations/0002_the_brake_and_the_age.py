"""Since when a letter might have left, and whether the brake may hold it."""

from django.db import migrations, models
from django.db.models import F
from django.db.models.functions import Coalesce


def first_chances(apps, schema_editor):
    """A letter that was tried might have left then; another at the time it was to be tried."""
    letters = apps.get_model("outbox", "Letter").objects.using(schema_editor.connection.alias)
    letters.update(ready_at=Coalesce(F("first_try_at"), F("next_try_at")))


class Migration(migrations.Migration):
    dependencies = [("outbox", "0001_letters")]

    operations = [
        migrations.AddField("letter", "ready_at", models.DateTimeField(null=True)),
        migrations.AddField("letter", "is_braked", models.BooleanField(default=False)),
        migrations.RunPython(first_chances, migrations.RunPython.noop, elidable=True),
        migrations.AlterField("letter", "ready_at", models.DateTimeField()),
        migrations.AlterField(
            "letter",
            "state",
            models.CharField(
                choices=[
                    ("waiting", "on its way"),
                    ("held", "kept for the next digest"),
                    ("braked", "held back for a while"),
                    ("leased", "being sent"),
                    ("sent", "sent"),
                    ("possibly_sent_twice", "sent, perhaps twice"),
                    ("cancelled", "not sent"),
                    ("failed", "given up"),
                ],
                default="waiting",
                max_length=20,
            ),
        ),
        migrations.AddIndex(
            "letter", models.Index(fields=["state", "ready_at"], name="letters_by_age")
        ),
        migrations.AddIndex(
            "letter",
            models.Index(
                condition=models.Q(("is_braked", True)),
                fields=["sent_at"],
                name="letters_at_the_brake",
            ),
        ),
    ]

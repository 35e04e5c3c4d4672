"""The queue is read in its order from one index, also where many letters wait since one moment."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("outbox", "0003_lost_letters_and_troubles")]

    operations = [
        migrations.RemoveIndex("letter", "letters_to_try"),
        migrations.AddIndex(
            "letter",
            models.Index(fields=["state", "next_try_at", "id"], name="letters_to_try"),
        ),
    ]

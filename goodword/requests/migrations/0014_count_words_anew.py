"""Reminders of a date are new: the clock counts anew what is due for every open request."""

from django.db import migrations


def count_anew(apps, _schema_editor):
    """No version of hours is 0, so the clock finds all teams changed and takes them in rounds."""
    apps.get_model("requests", "Recounted").objects.update(version=0, doing=None, counted_to=0)


class Migration(migrations.Migration):

    dependencies = [
        ("requests", "0013_delivered_of_a_service"),
    ]

    operations = [migrations.RunPython(count_anew, migrations.RunPython.noop)]

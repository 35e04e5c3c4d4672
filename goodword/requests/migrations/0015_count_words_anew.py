"""Reminders of a date are new: the clock counts anew what is due for every open request."""

from django.db import migrations


def count_anew(apps, _schema_editor):
    """No version of hours is 0, so the clock finds all teams changed and takes them in rounds."""
    Recounted = apps.get_model("requests", "Recounted")
    Recounted.objects.all().delete()
    teams = apps.get_model("people", "Team").objects.values_list("pk", flat=True)
    Recounted.objects.bulk_create(Recounted(team_id=team, version=0) for team in teams)


class Migration(migrations.Migration):

    dependencies = [
        ("requests", "0014_delivered_of_a_service"),
    ]

    operations = [migrations.RunPython(count_anew, migrations.RunPython.noop)]

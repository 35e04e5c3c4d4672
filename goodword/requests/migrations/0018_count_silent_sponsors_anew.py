"""Sponsors are asked once more: the clock counts anew where one has not answered yet."""

from django.db import migrations


def count_anew(apps, _schema_editor):
    """No version of hours is 0, so the clock finds these teams changed and takes them in rounds."""
    named = apps.get_model("requests", "Emergency").objects.exclude(sponsor=None)
    silent = named.filter(sponsor_answer="").values_list("service_request__team", flat=True)
    teams = set(silent)
    Recounted = apps.get_model("requests", "Recounted")
    Recounted.objects.filter(team__in=teams).delete()
    Recounted.objects.bulk_create(Recounted(team_id=team, version=0) for team in sorted(teams))


class Migration(migrations.Migration):

    dependencies = [
        ("requests", "0017_judged_and_open_lately"),
    ]

    operations = [migrations.RunPython(count_anew, migrations.RunPython.noop)]

"""Where on its curve a life lay when a word was first given in it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from goodword.advisor import Curve

AT_ONCE = 1_000


def fill(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Work it out for the words that were given before; what came from a log had one at once."""
    lives = apps.get_model("requests", "Life")._base_manager
    lives.filter(service_request=None).update(word_place=0.0)
    given: list[Any] = []
    for life in _given(apps):
        given.append(life)
        if len(given) == AT_ONCE:
            lives.bulk_update(given, ["word_place"])
            given.clear()
    lives.bulk_update(given, ["word_place"])


def _given(apps: Apps) -> Iterator[Any]:
    """Lives with a word in them, with the place of the first."""
    advised = apps.get_model("requests", "Advised")._base_manager
    lives = apps.get_model("requests", "Life")._base_manager
    rows = advised.order_by("service_request", "at").values_list("service_request", "age")
    ages: dict[int, float] = {}
    for request, age in rows.iterator():
        ages.setdefault(request, age)
    known = lives.exclude(outlook=None).filter(service_request__in=advised.values("service_request"))
    for life in known.select_related("outlook").iterator():
        curve = Curve(tuple(life.outlook.lengths), life.outlook.known)
        life.word_place = curve.chance(max(ages[life.service_request_id], 0.0))
        yield life


class Migration(migrations.Migration):
    """One column, filled."""

    dependencies = [("requests", "0011_own_aims")]

    operations = [
        migrations.AddField("life", "word_place", models.FloatField(null=True)),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]

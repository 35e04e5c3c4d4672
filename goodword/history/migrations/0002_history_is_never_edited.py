"""Let the database itself refuse to change an event, whoever asks.

SQLite drops triggers when Django rebuilds a table: a later change of ``Event`` must put this one
back in the same migration.
"""

from django.db import migrations

REFUSE_ON_SQLITE = """
CREATE TRIGGER history_is_never_edited BEFORE UPDATE ON history_event
BEGIN SELECT RAISE(ABORT, 'History is never edited.'); END
"""

REFUSE_ON_POSTGRESQL = """
CREATE FUNCTION history_is_never_edited() RETURNS trigger AS $$
BEGIN RAISE EXCEPTION 'History is never edited.' USING ERRCODE = 'integrity_constraint_violation'; END;
$$ LANGUAGE plpgsql;
CREATE TRIGGER history_is_never_edited BEFORE UPDATE ON history_event
FOR EACH ROW EXECUTE FUNCTION history_is_never_edited();
"""

ALLOW_ON_SQLITE = "DROP TRIGGER history_is_never_edited"
ALLOW_ON_POSTGRESQL = """
DROP TRIGGER history_is_never_edited ON history_event;
DROP FUNCTION history_is_never_edited();
"""


def refuse(apps, schema_editor):
    """Put the trigger in place."""
    sqlite = schema_editor.connection.vendor == "sqlite"
    schema_editor.execute(REFUSE_ON_SQLITE if sqlite else REFUSE_ON_POSTGRESQL)


def allow(apps, schema_editor):
    """Take the trigger away again."""
    sqlite = schema_editor.connection.vendor == "sqlite"
    schema_editor.execute(ALLOW_ON_SQLITE if sqlite else ALLOW_ON_POSTGRESQL)


class Migration(migrations.Migration):
    dependencies = [("history", "0001_initial")]

    operations = [migrations.RunPython(refuse, allow)]

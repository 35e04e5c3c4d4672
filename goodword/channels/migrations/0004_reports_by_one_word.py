"""What was called a bounce is called a delivery report, as everywhere else."""

from django.db import migrations

OLD, NEW = "bounce", "delivery_report"


def rename(apps, schema_editor):
    """Give mails that came in before the new word."""
    mails = apps.get_model("channels", "InboundMail")._base_manager
    mails.using(schema_editor.connection.alias).filter(reason=OLD).update(reason=NEW)


def rename_back(apps, schema_editor):
    """Give them the old one again."""
    mails = apps.get_model("channels", "InboundMail")._base_manager
    mails.using(schema_editor.connection.alias).filter(reason=NEW).update(reason=OLD)


class Migration(migrations.Migration):

    dependencies = [
        ("channels", "0003_kinds_of_mail"),
    ]

    operations = [migrations.RunPython(rename, rename_back)]



import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('channels', '0008_ways_in'),
        ('people', '0004_versions'),
    ]

    operations = [
        migrations.AddField(
            model_name='inboundmail',
            name='moved_to',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='people.team'),
        ),
        migrations.AddField(
            model_name='inboundmail',
            name='treat_as',
            field=models.CharField(blank=True, choices=[('human', 'written by a person'), ('absence', 'an absence note'), ('automatic', 'written by a machine'), ('list', 'from a mailing list'), ('delivery_report', 'a delivery report')], default='', max_length=20),
        ),
    ]

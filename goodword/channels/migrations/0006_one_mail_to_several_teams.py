

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('channels', '0005_addresses_that_are_gone'),
        ('people', '0004_versions'),
        ('requests', '0004_requests_of_a_team'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='inboundmail',
            name='delivery',
            field=models.CharField(blank=True, max_length=200, null=True, unique=True),
        ),
        migrations.AddField(
            model_name='inboundmail',
            name='in_hand_until',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='inboundmail',
            name='recipients',
            field=models.JSONField(blank=True, default=list),
        ),
        migrations.CreateModel(
            name='TeamAddress',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('address', models.CharField(max_length=320, unique=True)),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('team', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.team')),
            ],
            options={
                'verbose_name_plural': 'team addresses',
                'ordering': ['address'],
            },
        ),
        migrations.CreateModel(
            name='SentTogether',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('mail', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='channels.inboundmail')),
                ('service_request', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='requests.servicerequest')),
                ('team', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.team')),
            ],
            options={
                'verbose_name_plural': 'sent together',
                'ordering': ['pk'],
                'constraints': [models.UniqueConstraint(fields=('mail', 'team'), name='one_mail_asks_a_team_once')],
            },
        ),
    ]

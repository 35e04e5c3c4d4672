

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('channels', '0007_mail_from_outside'),
    ]

    operations = [
        migrations.CreateModel(
            name='WayIn',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=200, unique=True)),
                ('alive_at', models.DateTimeField()),
                ('mail_at', models.DateTimeField(blank=True, null=True)),
                ('trouble', models.CharField(blank=True, max_length=300)),
                ('trouble_at', models.DateTimeField(blank=True, null=True)),
                ('validity', models.PositiveBigIntegerField(blank=True, null=True)),
                ('last_uid', models.PositiveBigIntegerField(default=0)),
                ('pending', models.JSONField(blank=True, default=dict)),
            ],
            options={
                'verbose_name_plural': 'ways in',
                'ordering': ['name'],
            },
        ),
    ]

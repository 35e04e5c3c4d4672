
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('people', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Charter',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField()),
                ('published_at', models.DateTimeField()),
                ('scope', models.JSONField(default=list)),
                ('not_in_scope', models.JSONField(default=list)),
                ('steps', models.JSONField(default=list)),
                ('quality', models.JSONField(default=list)),
                ('bring', models.JSONField(default=list)),
                ('audiences', models.JSONField(default=list)),
                ('hours_words', models.CharField(blank=True, max_length=300)),
                ('changes', models.TextField(blank=True)),
                ('emergencies', models.TextField(blank=True)),
                ('first_word_minutes', models.PositiveIntegerField(default=120)),
                ('usual_minutes', models.PositiveIntegerField()),
                ('nearly_always_minutes', models.PositiveIntegerField()),
                ('offer_days', models.PositiveSmallIntegerField(default=2)),
                ('update_days', models.PositiveSmallIntegerField(default=5)),
                ('effort_minutes', models.PositiveIntegerField(blank=True, null=True)),
                ('review_on', models.DateField(blank=True, null=True)),
                ('published_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['service', 'version'],
            },
        ),
        migrations.CreateModel(
            name='Service',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=200)),
                ('slug', models.SlugField(max_length=120)),
                ('summary', models.CharField(max_length=300)),
                ('keywords', models.CharField(blank=True, max_length=300)),
                ('audience', models.CharField(choices=[('everyone', 'everyone here'), ('teams', 'only some teams')], default='everyone', max_length=10)),
                ('made_at', models.DateTimeField()),
                ('retired_at', models.DateTimeField(blank=True, null=True)),
                ('audience_teams', models.ManyToManyField(blank=True, related_name='+', to='people.team')),
                ('charter', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='catalogue.charter')),
                ('team', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='services', to='people.team')),
            ],
            options={
                'ordering': ['name'],
            },
        ),
        migrations.AddField(
            model_name='charter',
            name='service',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='charters', to='catalogue.service'),
        ),
        migrations.AddConstraint(
            model_name='service',
            constraint=models.UniqueConstraint(fields=('team', 'slug'), name='one_service_per_address'),
        ),
        migrations.AddConstraint(
            model_name='charter',
            constraint=models.UniqueConstraint(fields=('service', 'version'), name='one_charter_per_version'),
        ),
        migrations.AddConstraint(
            model_name='charter',
            constraint=models.CheckConstraint(condition=models.Q(('nearly_always_minutes__gte', models.F('usual_minutes'))), name='nearly_always_is_not_sooner_than_usual'),
        ),
    ]

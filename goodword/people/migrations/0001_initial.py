
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Person',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('password', models.CharField(max_length=128, verbose_name='password')),
                ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                ('email', models.EmailField(max_length=254, unique=True)),
                ('name', models.CharField(max_length=200, verbose_name='full name')),
                ('preferred_name', models.CharField(max_length=100)),
                ('say_it', models.CharField(blank=True, max_length=100)),
                ('handle', models.SlugField(max_length=120, unique=True)),
                ('role', models.CharField(blank=True, max_length=200)),
                ('zone', models.CharField(default='Europe/London', max_length=64)),
                ('language', models.CharField(default='en', max_length=16)),
                ('theme', models.CharField(blank=True, choices=[('', 'as my device'), ('light', 'light'), ('dark', 'dark')], default='', max_length=8)),
                ('keys_on', models.BooleanField(default=True)),
                ('how_to_ask', models.TextField(blank=True)),
                ('reach_words', models.CharField(blank=True, max_length=200)),
                ('quiet_from', models.TimeField(blank=True, null=True)),
                ('quiet_until', models.TimeField(blank=True, null=True)),
                ('digest_times', models.JSONField(blank=True, default=list)),
                ('letter_choices', models.JSONField(blank=True, default=dict)),
                ('is_operator', models.BooleanField(default=False)),
                ('is_active', models.BooleanField(default=True)),
                ('joined_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'verbose_name': 'person',
                'verbose_name_plural': 'people',
                'ordering': ['name'],
            },
        ),
        migrations.CreateModel(
            name='Invitation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('invited_at', models.DateTimeField()),
                ('key_hash', models.CharField(max_length=64, unique=True)),
                ('ends_at', models.DateTimeField()),
                ('accepted_at', models.DateTimeField(blank=True, null=True)),
                ('invited_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='invitations', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-invited_at'],
            },
        ),
        migrations.CreateModel(
            name='Organisation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=200)),
                ('zone', models.CharField(default='Europe/London', max_length=64)),
                ('language', models.CharField(default='en', max_length=16)),
                ('languages', models.JSONField(default=list)),
                ('week', models.JSONField(default=dict)),
                ('first_word_minutes', models.PositiveIntegerField(default=120)),
                ('set_up_at', models.DateTimeField()),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('pk', 1)), name='there_is_one_organisation')],
            },
        ),
        migrations.CreateModel(
            name='PeopleImport',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('file_name', models.CharField(max_length=200)),
                ('encoding', models.CharField(max_length=20)),
                ('fingerprint', models.CharField(max_length=64)),
                ('heading', models.JSONField(default=list)),
                ('lines', models.JSONField(default=list)),
                ('read_at', models.DateTimeField()),
                ('begun_at', models.DateTimeField(blank=True, null=True)),
                ('lines_done', models.PositiveIntegerField(default=0)),
                ('finished_at', models.DateTimeField(blank=True, null=True)),
                ('can_be_undone_until', models.DateTimeField(blank=True, null=True)),
                ('taken_back_at', models.DateTimeField(blank=True, null=True)),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-read_at'],
            },
        ),
        migrations.CreateModel(
            name='ImportedChange',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('person added', 'person added'), ('person changed', 'person changed'), ('team added', 'team added'), ('lead named', 'lead named'), ('membership added', 'membership added'), ('membership ended', 'membership ended')], max_length=20)),
                ('row', models.BigIntegerField()),
                ('before', models.JSONField(default=dict)),
                ('after', models.JSONField(default=dict)),
                ('people_import', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='changes', to='people.peopleimport')),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='Team',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=200, unique=True)),
                ('slug', models.SlugField(max_length=120, unique=True)),
                ('what_we_do', models.TextField(blank=True)),
                ('hours_kept', models.TextField(blank=True, default='')),
                ('primary_customers', models.CharField(blank=True, max_length=300)),
                ('how_we_work', models.TextField(blank=True)),
                ('from_us', models.JSONField(blank=True, default=list)),
                ('from_you', models.JSONField(blank=True, default=list)),
                ('phone', models.CharField(blank=True, max_length=60)),
                ('happening', models.TextField(blank=True)),
                ('happening_at', models.DateTimeField(blank=True, null=True)),
                ('mail_name', models.SlugField(max_length=64, unique=True)),
                ('is_duty', models.BooleanField(default=False)),
                ('cover', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='teams_covered', to=settings.AUTH_USER_MODEL)),
                ('happening_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('lead', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='teams_led', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['name'],
            },
        ),
        migrations.CreateModel(
            name='Membership',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('from_on', models.DateField()),
                ('until_on', models.DateField(blank=True, null=True)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='memberships', to=settings.AUTH_USER_MODEL)),
                ('team', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='memberships', to='people.team')),
            ],
            options={
                'ordering': ['team', 'person'],
            },
        ),
        migrations.CreateModel(
            name='TeamHours',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField()),
                ('valid_from', models.DateField()),
                ('zone', models.CharField(max_length=64)),
                ('week', models.JSONField()),
                ('holidays', models.JSONField(default=list)),
                ('overrides', models.JSONField(default=dict)),
                ('breaks', models.JSONField(default=dict)),
                ('why', models.CharField(blank=True, max_length=300)),
                ('made_at', models.DateTimeField()),
                ('made_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('team', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='hours', to='people.team')),
            ],
            options={
                'verbose_name_plural': 'team hours',
                'ordering': ['team', 'version'],
            },
        ),
        migrations.CreateModel(
            name='Absence',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('from_on', models.DateField()),
                ('until_on', models.DateField()),
                ('note', models.CharField(blank=True, max_length=200)),
                ('cover', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='covering', to=settings.AUTH_USER_MODEL)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='absences', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['from_on'],
                'constraints': [models.CheckConstraint(condition=models.Q(('until_on__gte', models.F('from_on'))), name='absence_ends_after_it_starts')],
            },
        ),
        migrations.CreateModel(
            name='Expertise',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('topic', models.CharField(max_length=100)),
                ('proof', models.CharField(blank=True, max_length=200)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='expertise', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name_plural': 'expertise',
                'ordering': ['topic'],
                'constraints': [models.UniqueConstraint(fields=('person', 'topic'), name='one_row_per_topic')],
            },
        ),
        migrations.AddConstraint(
            model_name='team',
            constraint=models.UniqueConstraint(condition=models.Q(('is_duty', True)), fields=('is_duty',), name='there_is_one_duty_team'),
        ),
        migrations.AddConstraint(
            model_name='membership',
            constraint=models.UniqueConstraint(fields=('person', 'team', 'from_on'), name='one_membership_per_start'),
        ),
        migrations.AddConstraint(
            model_name='membership',
            constraint=models.CheckConstraint(condition=models.Q(('until_on', None), ('until_on__gte', models.F('from_on')), _connector='OR'), name='membership_ends_after_it_starts'),
        ),
        migrations.AddConstraint(
            model_name='teamhours',
            constraint=models.UniqueConstraint(fields=('team', 'version'), name='one_row_per_hours_version'),
        ),
    ]

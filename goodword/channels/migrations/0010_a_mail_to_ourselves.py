

import django.db.models.deletion
import goodword.outbox.addresses
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('channels', '0009_a_persons_word_about_a_mail'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterField(
            model_name='inboundmail',
            name='reason',
            field=models.CharField(blank=True, choices=[('', ''), ('delivery_report', 'a delivery report'), ('abuse_report', 'a complaint about a mail'), ('absence', 'an absence note'), ('list', 'a mailing list'), ('automatic', 'a machine wrote it'), ('own_loop', 'our own mail came round'), ('duplicate', 'the same mail again'), ('set_aside', 'set aside by a person'), ('unknown_sender', 'nobody here has this address'), ('no_sender', 'it does not say who wrote it'), ('several_senders', 'it names several writers'), ('own_address', 'it claims to come from our own address'), ('anothers_address', 'a reply address made for somebody else'), ('forged_address', 'a reply address that we did not make'), ('stranger', 'the writer has no part in the request it answers'), ('disowned', "a mail relay says that its writer's address is forged"), ('unverified', 'nobody vouches that its writer is who it says'), ('same_id', 'the id of another mail, with other words'), ('too_much', 'over a limit'), ('unreadable', 'it could not be read'), ('three_strikes', 'reading it failed three times'), ('refused', 'the request would not take it'), ('self_test', 'the mail that tests the way round'), ('empty', 'nothing is written in it')], default='', max_length=20),
        ),
        migrations.CreateModel(
            name='SelfTest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('token', models.CharField(default=goodword.outbox.addresses.new_token, max_length=32, unique=True)),
                ('begun_at', models.DateTimeField()),
                ('taken_at', models.DateTimeField(blank=True, null=True)),
                ('sent_at', models.DateTimeField(blank=True, null=True)),
                ('trouble', models.CharField(blank=True, max_length=300)),
                ('came_at', models.DateTimeField(blank=True, null=True)),
                ('by_way', models.CharField(blank=True, max_length=200)),
                ('read_at', models.DateTimeField(blank=True, null=True)),
                ('is_vouched', models.BooleanField(null=True)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-begun_at', '-pk'],
            },
        ),
    ]

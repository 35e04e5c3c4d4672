

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('channels', '0006_one_mail_to_several_teams'),
    ]

    operations = [
        migrations.AddField(
            model_name='inboundmail',
            name='is_from_outside',
            field=models.BooleanField(default=False),
        ),
        migrations.AlterField(
            model_name='inboundmail',
            name='reason',
            field=models.CharField(blank=True, choices=[('', ''), ('delivery_report', 'a delivery report'), ('abuse_report', 'a complaint about a mail'), ('absence', 'an absence note'), ('list', 'a mailing list'), ('automatic', 'a machine wrote it'), ('own_loop', 'our own mail came round'), ('duplicate', 'the same mail again'), ('set_aside', 'set aside by a person'), ('unknown_sender', 'nobody here has this address'), ('no_sender', 'it does not say who wrote it'), ('several_senders', 'it names several writers'), ('own_address', 'it claims to come from our own address'), ('anothers_address', 'a reply address made for somebody else'), ('forged_address', 'a reply address that we did not make'), ('stranger', 'the writer has no part in the request it answers'), ('disowned', "a mail relay says that its writer's address is forged"), ('unverified', 'nobody vouches that its writer is who it says'), ('same_id', 'the id of another mail, with other words'), ('too_much', 'over a limit'), ('unreadable', 'it could not be read'), ('three_strikes', 'reading it failed three times'), ('refused', 'the request would not take it'), ('empty', 'nothing is written in it')], default='', max_length=20),
        ),
    ]

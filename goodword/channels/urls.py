"""Where mail that came in is looked after."""

from __future__ import annotations

from django.urls import path

from goodword.channels.views import arrived, by_mail, of_mail, operator, redirecting

app_name = "channels"

urlpatterns = [
    path("mail-in/", arrived.mail_in, name="mail-in"),
    path("mail-in/addresses/", arrived.team_addresses, name="team-addresses"),
    path(
        "mail-in/addresses/<str:address>/removal/",
        arrived.dropping_address,
        name="dropping-address",
    ),
    path("mail-in/self-test/", operator.self_test, name="self-test"),
    path("mail-in/<str:key>/", arrived.mail, name="mail"),
    path("mail-in/<str:key>/text/", arrived.text, name="text"),
    path("mail-in/<str:key>/taking-in/", arrived.taking_in, name="taking-in"),
    path("mail-in/<str:key>/guest/", arrived.taking_in_for_guest, name="taking-in-for-guest"),
    path("mail-in/<str:key>/setting-aside/", arrived.setting_aside, name="setting-aside"),
    path("mail-in/<str:key>/another-try/", arrived.another_try, name="another-try"),
    path("mail-in/<str:key>/glass/", operator.glass, name="glass"),
    path("mail-in/<str:key>/team/", redirecting.moving, name="moving"),
    path("mail-in/<str:key>/kind/", redirecting.treating, name="treating"),
    path("mail-in/<str:key>/second-request/", redirecting.splitting, name="splitting"),
    path("requests/<str:reference>/mails/<str:key>/", of_mail.mail_shown, name="mail-shown"),
    path(
        "requests/<str:reference>/mails/<str:key>/pictures/",
        of_mail.mail_with_pictures,
        name="mail-with-pictures",
    ),
    path(
        "requests/<str:reference>/mails/<str:key>/original/",
        of_mail.mail_as_it_came,
        name="mail-as-it-came",
    ),
    path("from-mail/<str:key>/", by_mail.letter, name="letter"),
    path("from-mail/<str:key>/<str:noun>/", by_mail.by_mail, name="by-mail"),
]

"""Where mail that came in is looked after."""

from __future__ import annotations

from django.urls import path

from goodword.channels import (
    views,
    views_by_mail,
    views_of_mail,
    views_operator,
    views_redirecting,
)

app_name = "channels"

urlpatterns = [
    path("mail-in/", views.mail_in, name="mail-in"),
    path("mail-in/addresses/", views.team_addresses, name="team-addresses"),
    path(
        "mail-in/addresses/<str:address>/removal/",
        views.dropping_address,
        name="dropping-address",
    ),
    path("mail-in/self-test/", views_operator.self_test, name="self-test"),
    path("mail-in/<str:key>/", views.mail, name="mail"),
    path("mail-in/<str:key>/text/", views.text, name="text"),
    path("mail-in/<str:key>/taking-in/", views.taking_in, name="taking-in"),
    path("mail-in/<str:key>/guest/", views.taking_in_for_guest, name="taking-in-for-guest"),
    path("mail-in/<str:key>/setting-aside/", views.setting_aside, name="setting-aside"),
    path("mail-in/<str:key>/another-try/", views.another_try, name="another-try"),
    path("mail-in/<str:key>/glass/", views_operator.glass, name="glass"),
    path("mail-in/<str:key>/team/", views_redirecting.moving, name="moving"),
    path("mail-in/<str:key>/kind/", views_redirecting.treating, name="treating"),
    path("mail-in/<str:key>/second-request/", views_redirecting.splitting, name="splitting"),
    path("requests/<str:reference>/mails/<str:key>/", views_of_mail.mail_shown, name="mail-shown"),
    path(
        "requests/<str:reference>/mails/<str:key>/pictures/",
        views_of_mail.mail_with_pictures,
        name="mail-with-pictures",
    ),
    path(
        "requests/<str:reference>/mails/<str:key>/original/",
        views_of_mail.mail_as_it_came,
        name="mail-as-it-came",
    ),
    path("from-mail/<str:key>/", views_by_mail.letter, name="letter"),
    path("from-mail/<str:key>/<str:noun>/", views_by_mail.by_mail, name="by-mail"),
]

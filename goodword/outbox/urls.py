"""Where letters that were sent can be read."""

from __future__ import annotations

from django.urls import path

from goodword.outbox import views, views_off

app_name = "outbox"

urlpatterns = [
    path("sent-mail/", views.sent_mail, name="sent-mail"),
    path("letters/off/<str:key>/", views_off.off, name="off"),
    path("sent-mail/post/", views.post_office, name="post-office"),
    path("sent-mail/post/<str:token>/another-try/", views.another_try, name="another-try"),
    path("sent-mail/<str:token>/", views.letter, name="letter"),
    path("sent-mail/<str:token>/html/", views.letter_html, name="letter-html"),
]

"""Just enough addresses for the frame."""

from django.http import HttpRequest, HttpResponse
from django.urls import include, path


def nothing(request: HttpRequest) -> HttpResponse:
    return HttpResponse("")


pages = ([path("home", nothing, name="home"), path("desk", nothing, name="desk")], "pages")
urlpatterns = [
    path("", include(pages)),
    path("", include("goodword.ui.urls")),
    path("leave", nothing, name="account_logout"),
]
handler404 = "goodword.ui.errors.not_found"

"""The addresses of home and the desks."""

from django.urls import path

from goodword.pages import views

app_name = "pages"

urlpatterns = [
    path("", views.home, name="home"),
    path("ask/suggestions/", views.suggestions, name="suggestions"),
    path("asked/", views.asked, name="asked"),
    path("counts/", views.counts, name="counts"),
    path("desk/", views.my_desk, name="my-desk"),
    path("desk/<slug:team>/", views.desk, name="desk"),
    path("desk/<slug:team>/order/", views.order, name="order"),
    path("desk/<slug:team>/acts/", views.bulk, name="bulk"),
    path("desk/<slug:team>/views/", views.saved_views, name="saved-views"),
    path("desk/<slug:team>/views/restoration/", views.restored_view, name="restored-view"),
    path("desk/<slug:team>/views/<int:key>/removal/", views.removed_view, name="removed-view"),
]

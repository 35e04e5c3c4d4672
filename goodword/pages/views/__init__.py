"""The doors of home and the desks: fetch through the person's eyes, call one action, answer."""

from goodword.pages.views.bulk import bulk
from goodword.pages.views.desk import desk, my_desk
from goodword.pages.views.home import asked, home, suggestions
from goodword.pages.views.news import counts
from goodword.pages.views.order import order
from goodword.pages.views.saved import removed_view, restored_view, saved_views

__all__ = [
    "asked",
    "bulk",
    "counts",
    "desk",
    "home",
    "my_desk",
    "order",
    "removed_view",
    "restored_view",
    "saved_views",
    "suggestions",
]

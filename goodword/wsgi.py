"""The web application as a server sees it."""

import os

from django.core.wsgi import get_wsgi_application

from goodword.house import rubbish, threads

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "goodword.settings")

application = get_wsgi_application()


def _begin() -> None:
    """Live as a web process; only now are there models to import."""
    from goodword.operations.running import web_life

    threads.keep_plainly()
    web_life.begin()
    rubbish.look_seldom()


_begin()

"""The web application as a server sees it."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "goodword.settings")

application = get_wsgi_application()

# Only now are there models.
from goodword.house import rubbish, threads  # noqa: E402  # after Django is set up
from goodword.operations import web_life  # noqa: E402  # the same

threads.keep_plainly()
web_life.begin()
rubbish.look_seldom()

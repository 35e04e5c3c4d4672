"""The web application as a server sees it."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "goodword.settings")

application = get_wsgi_application()

# Only now are there models.
from goodword.operations import pulse  # noqa: E402  # after Django is set up

pulse.begin_for_web()

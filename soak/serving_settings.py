"""The product's settings for servers under fire: all of them, but for the names of static files."""

from goodword.settings import *  # noqa: F403  # exactly the product's, but for what follows
from goodword.settings import STORAGES

STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
LOGGING = {"level": "WARNING"}

"""The product's settings for a harness: its own database and folder, and quick passwords."""

from goodword.settings import *  # noqa: F403  # exactly the product's, but for what follows
from goodword.settings import DATABASES, STORAGES

DATABASES["default"]["CONN_MAX_AGE"] = 0
# Harnesses fork: a copy must not share the connections of a pool.
DATABASES["default"]["OPTIONS"].pop("pool", None)
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "testserver"]
# Harnesses count what goes wrong themselves.
LOGGING = {"level": "CRITICAL"}

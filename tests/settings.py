"""The product's own settings, on a database and a data folder of their own.

``GOODWORD_TEST_DATABASE`` chooses the engine of this process: ``sqlite`` (a
file, with the pragmas of production), ``postgres`` (a real one, started from
a wheel) or ``given`` (the one that ``DATABASE_URL`` names).
"""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

from tests.rig import coverage_gates, postgres

if os.environ.get("GOODWORD_TEST_COVERAGE"):
    # Before the product is imported, or its first lines would never count.
    coverage_gates.start()

ENGINE = os.environ.get("GOODWORD_TEST_DATABASE", "sqlite")
_FOLDER = Path(tempfile.mkdtemp(prefix="goodword-test-"))
(_FOLDER / "static").mkdir()
atexit.register(shutil.rmtree, _FOLDER, ignore_errors=True)

_kept = {name for name in os.environ if name.startswith("GOODWORD_TEST_")}
for _name in [name for name in os.environ if name.startswith("GOODWORD_")]:
    if _name not in _kept:
        del os.environ[_name]
os.environ["GOODWORD_DATA"] = str(_FOLDER)
os.environ["GOODWORD_BASE_URL"] = "http://localhost:8000"
if ENGINE == "postgres":
    os.environ["DATABASE_URL"] = postgres.address()
elif ENGINE == "sqlite":
    os.environ.pop("DATABASE_URL", None)

from goodword.settings import *  # noqa: E402, F403  # only now is the environment ours
from goodword.settings import DATABASES, STORAGES  # noqa: E402  # the same

DATABASES["default"]["CONN_MAX_AGE"] = 0
# A pool would hold on to databases that a run makes and drops.
DATABASES["default"]["OPTIONS"].pop("pool", None)
if ENGINE == "sqlite":
    # A file: a live server's threads cannot share a database in memory.
    DATABASES["default"]["TEST"] = {"NAME": str(_FOLDER / "test.sqlite3")}
else:
    DATABASES["default"]["TEST"] = {"NAME": f"test_goodword_{os.getpid()}"}

# Hashed names are the business of collectstatic, which tests do not run.
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
# As safe as the real one is slow; no test is about how passwords are hashed.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "testserver"]
# pytest keeps what is logged.
LOGGING_CONFIG = None

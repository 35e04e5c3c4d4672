"""The product's settings for loading: a scratch database in memory, beside the one to be filled.

``BENCH_DATA`` and ``DATABASE_URL`` name the one to be filled, exactly as the product reads them.
"""

import os

os.environ["GOODWORD_DATA"] = os.environ["BENCH_DATA"]

from goodword.house import configuration  # only now is the environment ours
from goodword.settings import *  # noqa: F403  # the same
from goodword.settings import DATABASES, _database  # the same

LOADED = "loaded"
DATABASES[LOADED] = DATABASES["default"]
DATABASES["default"] = _database(configuration.Database("sqlite", ":memory:"))
LOGGING_CONFIG = None

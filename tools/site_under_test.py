"""Settings for tests: SQLite in a file of its own, or the PostgreSQL server in PLUMBLINE_TEST_DATABASE."""

import os
import tempfile
from pathlib import Path
from typing import Any

os.environ["PLUMBLINE_SECRET_KEY"] = "tests-only-and-never-a-secret-" + "0" * 30
os.environ["PLUMBLINE_HOSTS"] = "testserver,localhost,127.0.0.1"
os.environ["PLUMBLINE_DATA"] = str(Path(tempfile.gettempdir()) / f"plumbline-tests-{os.getpid()}")
os.environ["PLUMBLINE_DATABASE"] = os.environ.get("PLUMBLINE_TEST_DATABASE", "")

from plumbline.site.settings import *  # noqa: F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
_database: dict[str, Any] = DATABASES["default"]  # noqa: F405
if _database["ENGINE"] == "django.db.backends.sqlite3":
    # A file, as where it is installed: threads that share a database in memory do not wait for each other, and a page
    # that was just left would turn a test red. What a crash does to it is tested on databases of its own.
    _database["OPTIONS"]["init_command"] += " PRAGMA synchronous=OFF;"
    _database["TEST"] = {"NAME": str(Path(tempfile.gettempdir()) / f"plumbline-tests-{os.getpid()}.sqlite3")}
SECOND_FACTOR_REQUIRED = False
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = False
WHITENOISE_AUTOREFRESH = True

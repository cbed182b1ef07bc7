"""Settings for tests: SQLite in a file of its own, or the PostgreSQL server in PLUMBLINE_TEST_DATABASE."""

import os
import tempfile
from pathlib import Path

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
SECOND_FACTOR_REQUIRED = False
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = False
WHITENOISE_AUTOREFRESH = True

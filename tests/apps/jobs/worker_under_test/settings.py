"""The site with the tasks under test."""

from plumbline.site.settings import *  # noqa: F403

INSTALLED_APPS = [*INSTALLED_APPS, "worker_under_test"]  # noqa: F405

"""The site's settings with the addresses of the plain pages beside its own."""

from plumbline.site.settings import *  # noqa: F403
from plumbline.site.settings import INSTALLED_APPS as OURS

INSTALLED_APPS = [*OURS, "plain"]
ROOT_URLCONF = "web_urls"

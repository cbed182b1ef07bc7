"""The site's settings with the peer, where it is installed."""

from importlib.util import find_spec

from plumbline.site.settings import *  # noqa: F403
from plumbline.site.settings import INSTALLED_APPS as OURS

INSTALLED_APPS = [*OURS, "simple_history", "peer"] if find_spec("simple_history") else OURS

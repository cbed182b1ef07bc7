"""Settings of the portal apart: those of the site without database, sessions and accounts, and folders of its own.

They come from the environment that `plumbline portal receive` makes for its server.
"""

import os
from pathlib import Path

from plumbline.site.settings import *  # noqa: F403
from plumbline.site.settings import INSTALLED_APPS as WHOLE
from plumbline.site.settings import SITE

RECEIVER = {
    "bundle": Path(os.environ["PLUMBLINE_RECEIVER_BUNDLE"]),
    "out": Path(os.environ["PLUMBLINE_RECEIVER_OUT"]),
    "key": Path(os.environ["PLUMBLINE_RECEIVER_KEY"]),
    "origin": os.environ["PLUMBLINE_RECEIVER_ORIGIN"],
    "desk_key": os.environ["PLUMBLINE_RECEIVER_DESK_KEY"],
    "follow": os.environ.get("PLUMBLINE_RECEIVER_FOLLOW", ""),
}
"""The verified bundle, where submissions are written, with which key they are signed and for which they are sealed."""
INSTALLED_APPS = [one for one in WHOLE if not one.startswith(("allauth", "axes", "django_htmx"))]
"""Nobody signs in here; the apps of the desk lie there for their forms and words alone."""
DATABASES = {}
ROOT_URLCONF = "plumbline.site.receiver.urls"
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "plumbline.site.request_clock.RequestClock",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [SITE / "templates"],
        "APP_DIRS": False,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "plumbline.site.frames.frames",
            ],
            "builtins": ["django.templatetags.i18n", "plumbline.apps.page_parts.templatetags.parts"],
        },
    }
]

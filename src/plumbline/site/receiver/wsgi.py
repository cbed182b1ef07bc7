"""The door of the portal apart: the gate against floods before it, as before the desk."""

import os

from plumbline.site.garbage import look_seldom

look_seldom()

from django.core.wsgi import get_wsgi_application  # noqa: E402 - read under it, as what follows

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "plumbline.site.receiver.settings")
_site = get_wsgi_application()

from django.conf import settings  # noqa: E402 - what follows needs the framework set up

from plumbline.site.behind_proxy import BehindProxy  # noqa: E402
from plumbline.site.clock import server_clock  # noqa: E402
from plumbline.site.flood_gate import FloodGate  # noqa: E402

application = BehindProxy(FloodGate(_site, server_clock), lambda: settings.PROXIES)

"""Everybody may read the portal."""

from plumbline.core.authority.access import public

PORTAL = public("公示门户", "the public portal")

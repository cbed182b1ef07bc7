"""What the first visitor of a process would wait for, done when it starts: its pages are imported, its packs read."""

from __future__ import annotations

from django.urls import get_resolver

from plumbline.apps.figures.definitions import definitions
from plumbline.apps.pack_store.shelf import shelf

FIGURES = "figures"


def warm() -> None:
    """Imports every page that is served here and reads the packs; asks nothing of the database."""
    pages = get_resolver().namespace_dict
    shelf().leading  # noqa: B018 - with it the docket of every procedure is made
    if FIGURES in pages:
        definitions()

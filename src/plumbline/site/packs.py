"""The packs of this site, loaded once a process."""

from functools import cache

from django.conf import settings

from plumbline.core.procedures.pack_set import PackSet, load_packs


@cache
def loaded_packs() -> PackSet:
    """Every pack; raises PackErrors. Examples were checked when the packs were released."""
    return load_packs(settings.PACKS, "skip")

"""The patterns of this site's packs, loaded once a process."""

from __future__ import annotations

from functools import lru_cache

from django.conf import settings

from plumbline.apps.pack_store.shelf import shelf
from plumbline.core.review.measured import Measured, load_measured
from plumbline.core.review.patterns import Pattern, load_patterns
from plumbline.core.review.questions import QuestionSet, load_questions


@lru_cache(maxsize=1)
def patterns() -> tuple[Pattern, ...]:
    """The patterns."""
    return load_patterns(settings.PACKS, shelf().registry)


@lru_cache(maxsize=1)
def measured() -> dict[str, Measured]:
    """How each pattern did on sentences written for the purpose."""
    return load_measured(settings.PACKS)


@lru_cache(maxsize=1)
def questions() -> dict[str, QuestionSet]:
    """What reviewers are asked, by set."""
    return load_questions(settings.PACKS, shelf().registry)

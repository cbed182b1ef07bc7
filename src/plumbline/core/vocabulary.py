"""The closed word lists of the core: outcomes, bearers, standings, types.

Terms follow GLOSSARY.md. Every list is closed on purpose: a new word needs a rule in a pack that uses it and both
evaluators that judge it.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Final


class Outcome(StrEnum):
    """What a rule says of one activation. Five outcomes and no others (docs/explanation/pack-format.md)."""

    SATISFIED = "satisfied"
    VIOLATED = "violated"
    PENDING = "pending"
    NOT_APPLICABLE = "not_applicable"
    UNDETERMINED = "undetermined"


class Bearer(StrEnum):
    """Who bears the duty of a clock; only a clock of the organ makes findings."""

    ORGAN = "organ"
    PARTY = "party"
    COURT = "court"
    OTHER = "other"


class Standing(StrEnum):
    """How well the text of a rule was seen: the marks of the fact base."""

    READ = "read"  # no mark: read in the full text of the instrument
    SECONDARY = "secondary"  # ⟨S⟩ seen only in an excerpt
    ELSEWHERE = "elsewhere"  # ⟨X⟩ binding only in another place or system
    DERIVED = "derived"  # ⟨D⟩ our reading where the text is silent
    UNVERIFIED = "unverified"  # «unverified»: no text seen


class ValueType(StrEnum):
    """Types of fields and of expressions."""

    BOOL = "bool"
    INT = "int"
    NUMBER = "number"
    MONEY = "money"
    DATE = "date"
    INSTANT = "instant"
    TIME = "time"
    TEXT = "text"
    CHOICE = "choice"
    OFFICER = "officer"


class Stream(StrEnum):
    """Which records a rule orders and judges together."""

    CASE = "case"
    PARTY_YEAR = "party-year"
    ORGAN_YEAR = "organ-year"
    ORGAN_PARTY_YEAR = "organ-party-year"
    OFFICER_YEAR = "officer-year"
    OBJECT = "object"


class Deem(StrEnum):
    """From when a computed record of `on_expiry: deem` counts."""

    START = "start"
    DUE = "due"


NUMERIC: Final = frozenset({ValueType.INT, ValueType.NUMBER, ValueType.MONEY})
PARTY_KEY: Final = "party_key"
"""The header fact by which rules know cases of one organisation; the system makes it, nobody types it."""
CONCERNED: Final = "organ_concerned"
"""The fact of the header that names whom a complaint, a rating or a clue concerns."""

HEADER: Final = ("organ", "field", "division", "party_key", "party_kind")

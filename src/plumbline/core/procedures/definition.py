"""A procedure: a kind of case, its steps, attributes and rules, at the versions in force."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from plumbline.core.data_file.errors import Place
from plumbline.core.rules.rule import Rule
from plumbline.core.vocabulary import ValueType


@dataclass(frozen=True, slots=True)
class FieldDefinition:
    """A typed field of a step, or an attribute of a case. `options` are the codes of a choice."""

    name: str
    title: str
    english: str
    type: ValueType
    options: tuple[str, ...] = ()
    required: bool = False
    personal: bool = False

    @property
    def label(self) -> str:
        """Its English name where it stands alone; packs write it as it stands within a sentence."""
        return self.english[:1].upper() + self.english[1:] or self.title


@dataclass(frozen=True, slots=True)
class Attribute:
    """A fact of the case; `set_by` are (step, field) pairs, the last record of them decides. Empty: header only."""

    definition: FieldDefinition
    set_by: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Step:
    """A named thing that can be done in a case."""

    id: str
    title: str
    english: str
    fields: Mapping[str, FieldDefinition] = field(default_factory=dict)
    documents: tuple[str, ...] = ()
    recordings: tuple[str, ...] = ()
    role: str | None = None
    actors: int = 1
    repeats: bool = False
    was: tuple[str, ...] = ()
    awaits: str | None = None
    """The step that usually answers it: until then the case waits for that one. It binds nobody."""
    only_awaited: bool = False
    """Whether it has a meaning only while another step awaits it: what is not suspended is not resumed."""
    not_after: tuple[str, ...] = ()
    """Steps after which it has no meaning any more: what was carried out is not given up."""
    offers: str | None = None
    """A step that may do in its place and is offered before it, until it was done once. It binds nobody."""
    signed_by: str | None = None
    """The role that the law names for what others only write down: the last box of an approval chain is theirs."""
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class OtherSystem:
    """The system in which cases of a procedure are handled, where it is not this one: here they are a mirror."""

    title: str
    english: str


@dataclass(frozen=True, slots=True)
class Procedure:
    """One procedure with its layers applied. `content_hash` is the SHA-256 of the canonical text of all its files.

    `main_line` are the steps that the diagram of one case shows, in the order in which they usually occur;
    it binds nobody. `elsewhere` is the system in which its cases live; None: they are handled here.
    """

    id: str
    title: str
    english: str
    basis: tuple[str, ...]
    checked_on: str
    time_zone: str
    calendar: str
    from_day: int
    to_day: int
    steps: Mapping[str, Step]
    attributes: Mapping[str, Attribute]
    rules: tuple[Rule, ...]
    ends: tuple[str, ...]
    gates: tuple[str, ...]
    main_line: tuple[str, ...]
    layers: tuple[str, ...]
    content_hash: str
    place: Place
    elsewhere: OtherSystem | None = None
    reopens: tuple[str, ...] = ()
    """Steps by which a case that has ended goes on."""
    afterwards: tuple[str, ...] = ()
    """Steps that may be done when the case has ended, and leave it ended."""
    alone: bool = False
    """Whether its cases touch no other case and keep no files: what was seen on a visit is evidence of nothing."""

    def rule(self, rule_id: str) -> Rule:
        """The rule of that id; KeyError if there is none."""
        for rule in self.rules:
            if rule.id == rule_id:
                return rule
        raise KeyError(rule_id)

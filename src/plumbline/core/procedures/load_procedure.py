"""procedure.yaml → draft: steps, attributes, rules and dates as written; checked as a whole by `assemble`."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from plumbline.core.data_file.errors import Found, Place, WrongShape
from plumbline.core.data_file.nodes import Node
from plumbline.core.procedures.definition import Attribute, FieldDefinition, OtherSystem, Step
from plumbline.core.procedures.errors import BadZone, NameTaken, refuse_twice
from plumbline.core.procedures.load_rule import RuleDraft, Source, read_rule
from plumbline.core.procedures.reading import (
    check_name,
    optional_text,
    optional_words,
    read_basis,
    read_checked_on,
    read_window,
    read_words,
)
from plumbline.core.rules.expression import OWN_DAYS
from plumbline.core.vocabulary import ValueType

HEAD: Final = (
    "procedure",
    "title",
    "in_force",
    "checked_on",
    "basis",
    "time_zone",
    "calendar",
    "lives",
    "steps",
    "rules",
)
HEAD_OPTIONAL: Final = (
    "english", "ends", "reopens", "afterwards", "alone", "gates", "main_line", "attributes", "note",
)  # fmt: skip
HERE: Final = "here"
"""Word of `lives` for a procedure whose cases are handled in this system."""
STEP_KEYS: Final = (
    "title",
    "english",
    "by",
    "fields",
    "documents",
    "recordings",
    "repeats",
    "awaits",
    "only_awaited",
    "not_after",
    "offers",
    "signed_by",
    "was",
    "note",
)
FIELD_KEYS: Final = ("english", "of", "required", "personal", "note")
FIELD_TYPES: Final = tuple(str(t) for t in ValueType if t is not ValueType.TIME)
_TAKEN_FIELDS: Final = frozenset({*OWN_DAYS, "case", "and", "or", "not", "in", "true", "false"})


@dataclass(slots=True)
class StepDraft:
    """A step as written; in a layer it may be an addition to a step that exists (`title` then empty)."""

    step: Step
    node: Node


@dataclass(slots=True)
class AttributeDraft:
    """An attribute as written."""

    attribute: Attribute
    node: Node


@dataclass(slots=True)
class Contents:
    """What procedure.yaml and layer.yaml have in common, by id.

    `broken`: a step or attribute could not be read; `unread`: ids of the rules that could not.
    """

    steps: dict[str, StepDraft] = field(default_factory=dict)
    attributes: dict[str, AttributeDraft] = field(default_factory=dict)
    rules: dict[str, RuleDraft] = field(default_factory=dict)
    broken: bool = False
    unread: set[str] = field(default_factory=set)

    @property
    def whole(self) -> bool:
        """Whether everything could be read, so that what others say of it can be judged."""
        return not self.broken and not self.unread


@dataclass(slots=True)
class ProcedureDraft:
    """A procedure.yaml whose shape is right."""

    id: str
    title: str
    english: str
    basis: tuple[str, ...]
    time_zone: str
    calendar: str
    ends: tuple[str, ...]
    gates: tuple[str, ...]
    main_line: tuple[str, ...]
    source: Source
    contents: Contents
    node: Node
    elsewhere: OtherSystem | None = None
    reopens: tuple[str, ...] = ()
    afterwards: tuple[str, ...] = ()
    alone: bool = False


def read_procedure(node: Node, layer: str, found: Found) -> ProcedureDraft | None:
    """A procedure.yaml. Errors go to `found`; None if its head cannot be read."""
    draft: ProcedureDraft | None = None
    with found.part():
        got = node.fields(HEAD, HEAD_OPTIONAL)
        name = check_name(got["procedure"].text(), "procedure", got["procedure"].place)
        from_day, to_day = read_window(got["in_force"])
        source = Source(name, layer, read_checked_on(got["checked_on"]), from_day, to_day)
        draft = ProcedureDraft(
            id=name,
            title=got["title"].text(),
            english=optional_text(got, "english") or "",
            basis=read_basis(got["basis"]),
            time_zone=_zone(got["time_zone"]),
            calendar=got["calendar"].text(),
            ends=optional_words(got, "ends"),
            gates=optional_words(got, "gates"),
            main_line=optional_words(got, "main_line"),
            source=source,
            contents=Contents(),
            node=node,
            elsewhere=_lives(got["lives"]),
            reopens=optional_words(got, "reopens"),
            afterwards=optional_words(got, "afterwards"),
            alone=got["alone"].truth() if "alone" in got else False,
        )
    if draft is not None:
        read_contents(draft.contents, node, draft.source, found)
    return draft


def read_contents(into: Contents, node: Node, source: Source, found: Found) -> None:
    """The `steps`, `attributes` and `rules` of a file."""
    before = len(found.errors)
    for key, step in _members(node, "steps", found):
        with found.part():
            into.steps[key] = StepDraft(read_step(key, step, node.find("steps").key_place(key), source), step)
    for key, attribute in _members(node, "attributes", found):
        with found.part():
            into.attributes[key] = _attribute(key, attribute, node.find("attributes").key_place(key))
    into.broken = len(found.errors) > before
    for key, rule in _members(node, "rules", found):
        with found.part():
            into.rules[key] = read_rule(key, rule, source, node.find("rules").key_place(key))
        if key not in into.rules:
            into.unread.add(key)


def _members(node: Node, key: str, found: Found) -> list[tuple[str, Node]]:
    members = node.members()
    with found.part():
        if key in members:
            return list(members[key].members().items())
    return []


def _lives(node: Node) -> OtherSystem | None:
    """`here`, or `{elsewhere: name of the system, english: …}`: then this system holds a mirror."""
    if node.map is None:
        node.word((HERE,))
        return None
    got = node.fields(("elsewhere", "english"))
    return OtherSystem(got["elsewhere"].text(), got["english"].text())


def _zone(node: Node) -> str:
    try:
        ZoneInfo(node.text())
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise BadZone(place=node.place, word=node.raw) from None
    return node.raw


def read_step(name: str, node: Node, place: Place, source: Source) -> Step:
    """One step. In a layer the title may be missing: then it adds to a step that exists."""
    check_name(name, "step", place)
    needed = () if source.is_layer else ("title",)
    got = node.fields(needed, tuple(key for key in STEP_KEYS if key not in needed))
    role, actors = None, 1
    if "by" in got:
        by = got["by"].fields(("role",), ("at_least",))
        role = by["role"].text()
        actors = by["at_least"].whole(1) if "at_least" in by else 1
    fields = read_fields(got["fields"]) if "fields" in got else {}
    return Step(
        id=name,
        title=optional_text(got, "title") or "",
        english=optional_text(got, "english") or "",
        fields=fields,
        documents=optional_words(got, "documents"),
        recordings=optional_words(got, "recordings"),
        role=role,
        actors=actors,
        repeats="repeats" in got and got["repeats"].truth(),
        was=optional_words(got, "was"),
        awaits=optional_text(got, "awaits"),
        only_awaited="only_awaited" in got and got["only_awaited"].truth(),
        not_after=optional_words(got, "not_after"),
        offers=optional_text(got, "offers"),
        signed_by=optional_text(got, "signed_by"),
        place=place,
    )


def read_fields(node: Node) -> dict[str, FieldDefinition]:
    """The `fields` of a step, all faults together."""
    found = Found()
    fields: dict[str, FieldDefinition] = {}
    for name, member in node.members().items():
        with found.part():
            place = node.key_place(name)
            if name in _TAKEN_FIELDS:
                raise NameTaken(
                    place=place,
                    name=name,
                    taken_zh="表达式里的固定名称",
                    taken_en="a fixed name of expressions",
                )
            check_name(name, "field", place)
            fields[name] = _definition(name, member, ())
    found.stop()
    return fields


def _definition(name: str, node: Node, more: tuple[str, ...]) -> FieldDefinition:
    got = node.fields(("title", "type"), (*FIELD_KEYS, *more))
    kind = ValueType(got["type"].word(FIELD_TYPES))
    if (kind is ValueType.CHOICE) is not ("of" in got):
        raise _options_shape(name, node, missing="of" not in got)
    options = _codes(got["of"]) if "of" in got else ()
    return FieldDefinition(
        name=name,
        title=got["title"].text(),
        english=optional_text(got, "english") or "",
        type=kind,
        options=options,
        required="required" in got and got["required"].truth(),
        personal="personal" in got and got["personal"].truth(),
    )


def _codes(node: Node) -> tuple[str, ...]:
    codes = tuple(item.text() for item in node.items())
    refuse_twice(codes, node.name, node.place)
    if not codes:
        raise node.wrong(
            "至少一个代码的列表", "a list of at least one code", "写 of: [a, b]", "write of: [a, b]"
        )
    return codes


def _options_shape(name: str, node: Node, missing: bool) -> WrongShape:
    if missing:
        return WrongShape(
            place=node.key_place("type"),
            name=name,
            wanted_zh="列出代码的选项",
            wanted_en="a choice with its codes",
            advice_zh="补上 of: [代码, 代码]",
            advice_en="add of: [code, code]",
        )
    return WrongShape(
        place=node.key_place("of"),
        name=name,
        wanted_zh="没有 of 的字段，只有 choice 才有 of",
        wanted_en="without «of», which only a choice has",
        advice_zh="改为 type: choice，或者删去 of",
        advice_en="write type: choice, or remove of",
    )


def _attribute(name: str, node: Node, place: Place) -> AttributeDraft:
    check_name(name, "attribute", place)
    definition = _definition(name, node, ("set_by",))
    pairs = []
    if "set_by" in node.members():
        written = node.find("set_by")
        for text in read_words(written):
            step, dot, of_step = text.partition(".")
            if not (step and dot and of_step):
                raise written.wrong(
                    "环节.字段", "step.field", "写 set_by: [assess.major]", "write set_by: [assess.major]"
                )
            pairs.append((step, of_step))
    return AttributeDraft(Attribute(definition, tuple(pairs)), node)

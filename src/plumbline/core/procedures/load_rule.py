"""One rule from YAML: shape, dates, citations, and its kind. Names are checked later, against the whole procedure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from plumbline.core.clocks.civil import date_of
from plumbline.core.data_file.errors import Place
from plumbline.core.data_file.nodes import Node
from plumbline.core.procedures.errors import OutsideWindow
from plumbline.core.procedures.load_kinds import KINDS
from plumbline.core.procedures.reading import (
    check_name,
    known_words,
    optional_text,
    optional_words,
    read_basis,
    read_checked_on,
    read_expression,
    read_window,
)
from plumbline.core.procedures.rule_errors import (
    DisplacesInBase,
    NoKind,
    PermitMissing,
    PermitNeedless,
    SeveralKinds,
    StandingNeedless,
)
from plumbline.core.rules.rule import FOREVER, Rule
from plumbline.core.vocabulary import Standing, Stream

RULE_KEYS: Final = (
    "english",
    "row",
    "when",
    "over",
    "in_force",
    "standing",
    "as_of",
    "displaces",
    "permitted_by",
    "was",
    "confirmed_by",
    "note",
    "checked_on",
)


@dataclass(frozen=True, slots=True)
class Source:
    """What the rules of one file share: procedure, layer, dates. `is_layer`: the file is a layer.yaml."""

    procedure: str
    layer: str
    checked_on: str
    from_day: int
    to_day: int
    is_layer: bool = False


@dataclass(frozen=True, slots=True)
class RuleDraft:
    """A rule whose names are not checked yet, with the YAML it came from and the ids it had before."""

    rule: Rule
    node: Node
    was: tuple[str, ...]
    from_layer: bool


def read_rule(name: str, node: Node, source: Source, place: Place) -> RuleDraft:
    """One entry of `rules`. `place` is the line of its id."""
    check_name(name, "rule", place)
    got = node.fields(("says", "basis"), (*RULE_KEYS, *KINDS))
    kinds = [kind for kind in KINDS if kind in got]
    if not kinds:
        raise NoKind(place=place, rule=name)
    if len(kinds) > 1:
        raise SeveralKinds(place=node.key_place(kinds[1]), rule=name, kinds=", ".join(kinds))
    from_day, to_day = _window(name, got, source)
    displaces, permitted_by = _displacement(name, got, node, source)
    standing = Standing(got["standing"].word(known_words(Standing))) if "standing" in got else Standing.READ
    confirmed_by = optional_text(got, "confirmed_by")
    if confirmed_by is not None and standing is Standing.READ:
        raise StandingNeedless(place=node.key_place("confirmed_by"), rule=name)
    rule = Rule(
        id=name,
        procedure=source.procedure,
        says=got["says"].text(),
        english=optional_text(got, "english") or "",
        basis=read_basis(got["basis"]),
        body=KINDS[kinds[0]](name, got[kinds[0]]),
        checked_on=read_checked_on(got["checked_on"]) if "checked_on" in got else source.checked_on,
        place=place,
        from_day=from_day,
        to_day=to_day,
        when=read_expression(got["when"]) if "when" in got else None,
        over=Stream(got["over"].word(known_words(Stream))) if "over" in got else Stream.CASE,
        as_of=read_expression(got["as_of"]) if "as_of" in got else None,
        standing=standing,
        confirmed_by=confirmed_by,
        rows=optional_words(got, "row"),
        displaces=displaces,
        permitted_by=permitted_by,
        note=optional_text(got, "note"),
        layer=source.layer,
    )
    return RuleDraft(rule, node, optional_words(got, "was"), source.is_layer)


def _window(name: str, got: dict[str, Node], source: Source) -> tuple[int, int]:
    if "in_force" not in got:
        return source.from_day, source.to_day
    node = got["in_force"]
    from_day, to_day = read_window(node)
    if "to" not in node.members():
        to_day = source.to_day
    if from_day < source.from_day or to_day > source.to_day:
        raise OutsideWindow(
            place=node.place, rule=name, first=_shown(source.from_day), last=_shown(source.to_day)
        )
    return from_day, to_day


def _displacement(
    name: str, got: dict[str, Node], node: Node, source: Source
) -> tuple[str | None, str | None]:
    for key in ("displaces", "permitted_by"):
        if key in got and not source.is_layer:
            raise DisplacesInBase(place=node.key_place(key), key=key)
    displaces = optional_text(got, "displaces")
    if displaces is not None and "permitted_by" not in got:
        raise PermitMissing(place=node.key_place("displaces"), rule=name, displaced=displaces)
    if displaces is None and "permitted_by" in got:
        raise PermitNeedless(place=node.key_place("permitted_by"), rule=name)
    return displaces, "; ".join(read_basis(got["permitted_by"])) if "permitted_by" in got else None


def _shown(day: int) -> str:
    return "…" if day == FOREVER else date_of(day).isoformat()

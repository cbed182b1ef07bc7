"""Figures in words: numbers with their units, what counts, and conditions as a reader can follow them."""

from __future__ import annotations

import re
from collections.abc import Collection
from decimal import Decimal
from typing import Final

from django.utils.translation import gettext as _

from plumbline.apps.casework.pages.speaking import language
from plumbline.apps.pack_store.shelf import shelf
from plumbline.apps.page_parts import formats
from plumbline.core.indicators.figure import Figure, Number
from plumbline.core.indicators.indicator import UNITS, Catalogue, Class, Counts, Formula, Indicator, Source
from plumbline.core.procedures.definition import Procedure
from plumbline.core.rules.writing import write

_COMPARED: Final = re.compile(r"(?P<name>[a-z_]+) (?P<operator>=|!=|in) (?P<codes>'\w*'|\([^)]*\))")
_CODE: Final = re.compile(r"'(\w+)'")
_ALWAYS_WRITTEN: Final = 2
"""Decimals that an amount keeps even where they are noughts."""


def title_of(catalogue: Catalogue, id: str) -> str:
    """The title of a figure; of `figure:class` that of the class."""
    name, _colon, kind = id.partition(":")
    one = catalogue.figure(name)
    if kind and isinstance(one, Indicator):
        return said(next(held for held in one.classes if held.id == kind))
    return said(one)


def said(one: Indicator | Formula | Class) -> str:
    """Its title in the reader's language."""
    return one.english if language() == "en" else one.title


def meaning(one: Indicator | Formula) -> str:
    """What it counts, in words."""
    return one.says_english if language() == "en" else one.says


def dated_by(one: Indicator) -> str:
    """What dates an act: its own day, or a field by its title."""
    for source in one.sources if one.on else ():
        steps = shelf().docket(source.procedure).procedure.steps
        for step in source.steps:
            if (field := steps[step].fields.get(one.on or "")) is not None:
                return in_language(field.title, field.english)
    return one.on or str(_("the day of the act"))


def in_language(title: str, english: str) -> str:
    """The one of two wordings that the reader reads."""
    return english if language() == "en" else title


def basis_of(one: Indicator | Formula) -> str:
    """The articles on which it rests."""
    return formats.listed(shelf().written(basis) for basis in one.basis)


def unit_of(one: Indicator | Formula) -> str:
    """Its unit in the reader's language."""
    unit = UNITS[one.unit]
    return unit.english if language() == "en" else unit.title


def number(value: Number | None, one: Indicator | Formula) -> str:
    """The value as it is written, 412.35 and not 412.3500; a dash where it cannot be reckoned."""
    if value is None:
        return "—"
    places = UNITS[one.unit].places
    if not places:
        return str(formats.count(int(value)))
    text = f"{Decimal(value):,.{places}f}"
    if places <= _ALWAYS_WRITTEN:
        return text
    whole, _point, rest = text.partition(".")
    return f"{whole}.{rest[:_ALWAYS_WRITTEN]}{rest[_ALWAYS_WRITTEN:].rstrip('0')}"


def shown(figure: Figure, one: Indicator | Formula) -> str:
    """The value with its unit."""
    return f"{number(figure.value, one)} {unit_of(one)}" if figure.value is not None else "—"


def source_said(source: Source) -> str:
    """Which acts a source counts."""
    procedure = shelf().packs.procedure(source.procedure)
    english = language() == "en"
    steps = [procedure.steps[name] for name in source.steps]
    names = ("; " if english else "、").join(one.english if english else one.title for one in steps)
    if source.where is None:
        return f"{procedure.english}: {names}" if english else f"{procedure.title}：{names}"
    only = _condition(write(source.where), procedure, source.steps)
    return f"{procedure.english}: {names} ({only})" if english else f"{procedure.title}：{names}（{only}）"


def _condition(written: str, procedure: Procedure, steps: Collection[str]) -> str:
    """A condition with the names of its fields, as the `steps` counted call them, and the words of its codes:
    «处理结果为“予以处罚”».
    """
    own = [one for name in steps for one in procedure.steps[name].fields.values()]
    known = {one.name: one for one in (*(one.definition for one in procedure.attributes.values()), *own)}
    english, words = language() == "en", shelf().words

    def named(name: str) -> str:
        if name not in known:
            return name
        return known[name].english if english else known[name].title

    def said_of(match: re.Match[str]) -> str:
        name, operator = match["name"], match["operator"]
        if match["codes"] == "''":
            stated = operator == "!="
            if english:
                return f"“{named(name)}” is {'' if stated else 'not '}stated"
            return f"{'已' if stated else '未'}写明“{named(name)}”"
        codes = [words.word(name, code, "en" if english else "zh") for code in _CODE.findall(match["codes"])]
        if english:
            return f"{named(name)} {'is not' if operator == '!=' else 'is'} {' or '.join(f'“{one}”' for one in codes)}"
        return f"{named(name)}{'不为' if operator == '!=' else '为'}{'或'.join(f'“{one}”' for one in codes)}"

    pieces = [_COMPARED.sub(said_of, piece) for piece in written.split(" and ")]
    pieces = [named(piece) if piece.isidentifier() else piece for piece in pieces]
    return (" and " if english else "，且").join(pieces)


def how_counted(indicator: Indicator) -> str:
    """What one row adds."""
    return str(
        {
            Counts.ACTS: _("each act counts"),
            Counts.CASES: _("each case counts once, at its first such act in the period"),
            Counts.AMOUNT: _("the amounts that the acts state are added"),
            Counts.HELD: _("cases that stand on the last day of the period"),
            Counts.BROUGHT: _("cases that stood on the day before the period"),
        }[indicator.counts]
    )

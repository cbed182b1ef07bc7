"""The kinds of a rule, from YAML to frozen bodies: shape only, names are checked later against the procedure."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from plumbline.core.clocks.counting import Period, Unit
from plumbline.core.data_file.nodes import Node
from plumbline.core.procedures.errors import BadMonthDay
from plumbline.core.procedures.reading import (
    known_words,
    optional_text,
    optional_words,
    read_expression,
    read_period,
    read_words,
)
from plumbline.core.procedures.rule_errors import (
    BadCount,
    ExpiryForm,
    ExtensionForm,
    NoTerm,
    NotWithInterval,
    NotWithTerm,
    ReasonDemanded,
    SaysNothing,
    SeveralTerms,
)
from plumbline.core.rules.expression import FigureOf
from plumbline.core.rules.rule import (
    Before,
    Body,
    ByDate,
    Carries,
    Clock,
    Exclusion,
    Extension,
    FigurePeriod,
    Interval,
    Limit,
    Never,
    OnExpiry,
    Term,
    Until,
    Who,
)
from plumbline.core.vocabulary import Bearer, Deem

TERMS: Final = ("within", "until", "by", "at_least")
CLOCK_KEYS: Final = (
    *TERMS,
    "start",
    "roll",
    "match",
    "match_reason",
    "extensions",
    "excludes",
    "restart",
    "survives",
    "on_expiry",
    "right",
)
_CLOCK_ONLY: Final = ("extensions", "excludes", "restart", "survives", "on_expiry", "right")
_MONTH_DAY: Final = re.compile(r"(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])")
_LONGEST: Final = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def read_before(rule: str, node: Node) -> Before:
    """`{step, need}`."""
    got = node.fields(("step", "need"))
    return Before(read_words(got["step"]), read_expression(got["need"]))


def read_limit(rule: str, node: Node) -> Limit:
    """`{step, holds}`."""
    got = node.fields(("step", "holds"))
    return Limit(read_words(got["step"]), read_expression(got["holds"]))


def read_who(rule: str, node: Node) -> Who:
    """`{step, at_least, qualified, role, differs_from, recused_by}`; a number or role left out demands none."""
    demands = ("at_least", "qualified", "role", "differs_from", "recused_by")
    got = node.fields(("step",), demands)
    qualified = "qualified" in got and got["qualified"].truth()
    if not qualified and not any(key in got for key in demands if key != "qualified"):
        raise SaysNothing(place=node.place, rule=rule, kind="who", options=", ".join(demands))
    role = optional_text(got, "role")
    return Who(
        steps=read_words(got["step"]),
        at_least=got["at_least"].whole(1) if "at_least" in got else int(qualified or role is not None),
        qualified=qualified,
        role=role,
        differs_from=optional_words(got, "differs_from"),
        recused_by=optional_text(got, "recused_by"),
    )


def read_carries(rule: str, node: Node) -> Carries:
    """`{step, fields, documents, recordings}`."""
    demands = ("fields", "documents", "recordings")
    got = node.fields(("step",), demands)
    body = Carries(read_words(got["step"]), *(optional_words(got, key) for key in demands))
    if not (body.fields or body.documents or body.recordings):
        raise SaysNothing(place=node.place, rule=rule, kind="carries", options=", ".join(demands))
    return body


def read_never(rule: str, node: Node) -> Never:
    """`{step, at_most}`, the latter a number or a figure."""
    got = node.fields(("step",), ("at_most",))
    at_most: int | str = 0
    if "at_most" in got:
        limit = got["at_most"]
        if isinstance(limit.scalar, int):
            at_most = limit.whole(1)
        else:
            figure = read_expression(limit)
            if not isinstance(figure, FigureOf) or figure.key is not None:
                raise BadCount(
                    place=limit.place,
                    rule=rule,
                    key="at_most",
                    wanted_zh="整数或者法定数额",
                    wanted_en="a whole number or a figure",
                    advice_zh="写 2 或者 figure('inspection-cap')",
                    advice_en="write 2 or figure('inspection-cap')",
                )
            at_most = figure.figure
    return Never(read_words(got["step"]), at_most)


def read_clock(rule: str, node: Node) -> Clock | Interval:
    """A clock, or with `at_least` a minimum interval."""
    got = node.fields(("bearer", "from", "to"), CLOCK_KEYS)
    terms = [key for key in TERMS if key in got]
    if not terms:
        raise NoTerm(place=node.place, rule=rule)
    if len(terms) > 1:
        raise SeveralTerms(place=node.key_place(terms[1]), rule=rule, terms=", ".join(terms))
    bearer = Bearer(got["bearer"].word(known_words(Bearer)))
    opens, to = read_words(got["from"]), read_words(got["to"])
    roll = got["roll"].truth() if "roll" in got else True
    start = read_expression(got["start"]) if "start" in got else None
    match = _match(rule, got, node)
    if terms == ["at_least"]:
        for key in _CLOCK_ONLY:
            if key in got:
                raise NotWithInterval(place=node.key_place(key), rule=rule, key=key)
        period = read_period(got["at_least"], roll)
        if period.unit is Unit.HOURS:
            raise NotWithTerm(place=got["at_least"].place, rule=rule, term="hours", key="at_least")
        return Interval(bearer, opens, to, period, start, match)
    term = _term(got, roll)
    _counted_with(rule, term, terms[0], got, node)
    return Clock(
        bearer=bearer,
        opens=opens,
        discharges=to,
        term=term,
        start=start,
        match=match,
        extensions=tuple(_extension(rule, n, term) for n in _list(got, "extensions")),
        excludes=tuple(_exclusion(n) for n in _list(got, "excludes")),
        restart=optional_words(got, "restart"),
        survives="survives" in got and got["survives"].truth(),
        on_expiry=_on_expiry(rule, got["on_expiry"]) if "on_expiry" in got else None,
        right=_right(bearer, got),
    )


def _right(bearer: Bearer, got: dict[str, Node]) -> bool:
    """Whether it is somebody's right; what an organ must do is none."""
    right = "right" in got and got["right"].truth()
    if right and bearer is Bearer.ORGAN:
        raise got["right"].wrong(
            "当事人或者他人的权利", "a right of somebody else", "删去 right", "leave «right» out"
        )
    return right


def _list(got: dict[str, Node], key: str) -> list[Node]:
    return got[key].items() if key in got else []


def _term(got: dict[str, Node], roll: bool) -> Term:
    if "until" in got:
        return Until(read_expression(got["until"]))
    if "by" in got:
        written = got["by"].code()
        found = _MONTH_DAY.fullmatch(written)
        if found is None or int(found[2]) > _LONGEST[int(found[1]) - 1]:
            raise BadMonthDay(place=got["by"].place, word=written)
        return ByDate(int(found[1]), int(found[2]))
    within = got["within"]
    if within.map is None:
        return read_period(within, roll)
    parts = within.fields(("figure", "unit"))
    return FigurePeriod(parts["figure"].text(), Unit(parts["unit"].word(known_words(Unit))), roll)


def _counted_with(rule: str, term: Term, written: str, got: dict[str, Node], node: Node) -> None:
    """Refuse what a term in hours or a fixed last day would leave uncounted."""
    hours = isinstance(term, Period | FigurePeriod) and term.unit is Unit.HOURS
    idle: tuple[str, ...] = ()
    if hours:
        idle = ("extensions", "excludes", "restart")
    elif isinstance(term, Until | ByDate):
        idle = ("excludes", "restart")
    for key in idle:
        if key in got:
            raise NotWithTerm(
                place=node.key_place(key), rule=rule, term="hours" if hours else written, key=key
            )


def _match(rule: str, got: dict[str, Node], node: Node) -> tuple[str, ...]:
    """The paired fields; `match: none` gives no field and needs its reason."""
    none = "match" in got and got["match"].scalar == "none"
    if none is not ("match_reason" in got):
        raise ReasonDemanded(place=node.key_place("match" if none else "match_reason"), rule=rule)
    return read_words(got["match"]) if "match" in got and not none else ()


def _extension(rule: str, node: Node, term: Term) -> Extension:
    got = node.fields(("step",), ("amount", "sets", "cap", "times", "by"))
    if ("amount" in got) is ("sets" in got):
        raise ExtensionForm(
            place=node.place,
            rule=rule,
            cause_zh="amount 与 sets 应当只写一个",
            cause_en="an extension takes exactly one of amount and sets",
            advice_zh="amount：延长的数量（字段或数字）；sets：新的届满日（日期字段）",
            advice_en="amount: by how much (field or number); sets: the new due day (a date field)",
        )
    if "amount" in got and not isinstance(term, Period | FigurePeriod):
        raise ExtensionForm(
            place=node.key_place("amount"),
            rule=rule,
            cause_zh="until、by 的期限没有单位，不能用 amount 延长",
            cause_en="a clock with until or by has no unit that an amount could be in",
            advice_zh="改用 sets: 日期字段",
            advice_en="use sets: <date field>",
        )
    amount: str | int | None = None
    if "amount" in got:
        given = got["amount"]
        amount = given.text() if isinstance(given.scalar, str) else given.whole(1)
    return Extension(
        step=got["step"].text(),
        amount=amount,
        sets=optional_text(got, "sets"),
        cap=got["cap"].whole(1) if "cap" in got else None,
        times=got["times"].whole(1) if "times" in got else None,
        by=optional_text(got, "by"),
    )


def _exclusion(node: Node) -> Exclusion:
    got = node.fields(("from", "to"), ("if",))
    condition = read_expression(got["if"]) if "if" in got else None
    return Exclusion(got["from"].text(), got["to"].text(), condition)


def _on_expiry(rule: str, node: Node) -> OnExpiry:
    got = node.fields((), ("deem", "at", "bars"))
    if ("deem" in got) is ("bars" in got) or ("at" in got and "bars" in got):
        raise ExpiryForm(place=node.place, rule=rule)
    if "bars" in got:
        return OnExpiry(bars=got["bars"].text())
    at = Deem(got["at"].word(known_words(Deem))) if "at" in got else Deem.DUE
    return OnExpiry(deem=got["deem"].text(), deem_at=at)


KINDS: Final[dict[str, Callable[[str, Node], Body]]] = {
    "before": read_before,
    "clock": read_clock,
    "who": read_who,
    "carries": read_carries,
    "limit": read_limit,
    "never": read_never,
}
"""Every kind of rule and the function that reads it."""

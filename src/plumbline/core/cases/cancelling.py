"""A case that was opened by mistake 误立: twice, under the wrong procedure, for nobody. Its opening is cancelled, not
removed: the records stay, the number stays used, and the case counts as none.

It is a correction and no way to end what was begun: nothing may have been done in the case. Whatever was entered in it
by mistake is voided first, each record with its reason; what was really done is brought to an end by the procedure.
"""

from __future__ import annotations

from collections.abc import Iterator

from plumbline.core.cases.approval import State, submissions
from plumbline.core.cases.awaiting import LATEST
from plumbline.core.cases.belongings import void_of
from plumbline.core.cases.docket import Docket
from plumbline.core.cases.hindrance import Hindrance, Side
from plumbline.core.cases.history import History
from plumbline.core.cases.reserved import BROUGHT_ALONG, BY_PUBLIC, BY_SOURCE, CANCEL_OPENING
from plumbline.core.facts.linking import TITLES
from plumbline.core.goods.entries import GOODS_ENTRY, MONEY_ENTRY
from plumbline.core.ledger.record import Record

_BEFORE_THE_END = (State.AWAITING, State.APPROVED)


def against_cancelling(docket: Docket, history: History) -> list[Hindrance]:
    """What stands against taking the opening back, in the order in which it would be mended."""
    return [*_place(docket, history), *_done(docket, history), *_under_way(history)]


def cancelling_of(history: History) -> Record | None:
    """The record that cancelled the opening, where it stands."""
    void = void_of(history.sealed)
    return next((one for one in history.sealed if one.step == CANCEL_OPENING and one.id not in void), None)


def _place(docket: Docket, history: History) -> Iterator[Hindrance]:
    by = history.sealed[0].entered_by
    if by.startswith(BY_SOURCE) and not by.startswith(BY_SOURCE + BROUGHT_ALONG):
        yield _hindrance(
            "本案由其他系统送来",
            "another system delivers this case",
            "在送来本案的系统中更正",
            "correct it in the system that delivers it",
        )
    if by == BY_PUBLIC:
        yield _hindrance(
            "本案由公众提交形成",
            "somebody of the public sent this case",
            "按程序受理、转办或者答复并办结，提交人凭回执可以查询",
            "deal with it and answer it by the procedure; whoever sent it follows it with a receipt",
        )
    if docket.end_of(history.folded(LATEST)) is not None:
        yield _hindrance(
            "案件已经办结",
            "the case has ended",
            "办结的记录有误的，更正该记录",
            "correct the record of its end",
        )


def _done(docket: Docket, history: History) -> Iterator[Hindrance]:
    void = void_of(history.sealed)
    by_step = history.folded(LATEST).by_step
    standing = [
        act for step, group in by_step.items() for act in group if not act.deemed and step != CANCEL_OPENING
    ]
    steps = dict.fromkeys(act.step for act in sorted(standing, key=lambda one: one.seq))
    names = [_name(docket, step) for step in steps]
    if names:
        yield _hindrance(
            "已经办理" + "、".join(f"“{zh}”" for zh, _en in names),
            "done already: " + ", ".join(f"“{en}”" for _zh, en in names),
            "误录的，先将该记录作废；确已办理的，依程序办结",
            "void what was entered by mistake first; what was really done is ended by the procedure",
        )
    if any(one.step in (GOODS_ENTRY, MONEY_ENTRY) and one.id not in void for one in history.sealed):
        yield _hindrance(
            "登记有物品或者款项",
            "things or money are entered",
            "误录的，先在“物品与款项”中作废",
            "void the entries first if they were made by mistake",
        )


def _name(docket: Docket, step: str) -> tuple[str, str]:
    known = docket.step(step)
    return (known.title, known.english) if known else TITLES.get(step, (step, step))


def _under_way(history: History) -> Iterator[Hindrance]:
    if any(one.state in _BEFORE_THE_END for one in submissions(history.sealed)):
        yield _hindrance(
            "有呈批正在审批",
            "a submission waits for approval",
            "由提交人先撤回呈批",
            "whoever submitted it takes it back first",
        )


def _hindrance(zh: str, en: str, way_zh: str, way_en: str) -> Hindrance:
    return Hindrance(Side.PLACE, zh, en, ways={"zh": way_zh, "en": way_en})

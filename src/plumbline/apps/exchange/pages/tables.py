"""Tables of the exchange's pages: sources with their state, deliveries, rows in quarantine, tokens, targets."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from plumbline.apps.exchange.answers import answer_in_words, is_taken
from plumbline.apps.exchange.forms import column_named, with_basis
from plumbline.apps.exchange.incoming import OWN
from plumbline.apps.exchange.old_files import COLUMNS, OLD_FILES
from plumbline.apps.exchange.pages.asking import language, organ_name, time_text
from plumbline.apps.exchange.queries import End, HeldView, SourceView, TargetView, TokenView
from plumbline.apps.exchange.suppliers import DeliveryView, Supplier
from plumbline.apps.page_parts.addresses import url_of
from plumbline.apps.page_parts.formats import count
from plumbline.apps.page_parts.intake import QuarantineTable, WrongValue
from plumbline.apps.page_parts.lists import Cell, Column, DataTable, Row
from plumbline.apps.page_parts.part import Act, Link
from plumbline.apps.page_parts.words import StatusWord
from plumbline.apps.people.queries import account_name
from plumbline.core.layouts.catalogue import LAYOUTS
from plumbline.core.layouts.facts import FACTS, Kind

_HOUR = 3_600_000_000
_OWN_WRITTEN = {
    "procedure": gettext_lazy("write the name of the procedure or its code, such as 行政处罚普通程序"),
    "step": gettext_lazy("write the name of a step of the procedure or its code, such as 立案"),
    "at": gettext_lazy("write a day or time that has come, such as 2026-03-02 or 2026-03-02 09:30"),
    "number": gettext_lazy("fill it in"),
    "archive_number": gettext_lazy(
        "write an archive number of no other case, or leave all of the archiving empty"
    ),
    "retention": gettext_lazy("write 永久 or a number of years, such as 30年"),
    "kept_at": gettext_lazy("shorten it"),
    "list_number": gettext_lazy("fill it in, or leave all of the hand-over empty"),
    "receiver": gettext_lazy("fill it in, or leave all of the hand-over empty"),
}
_OWN_WRITTEN |= dict.fromkeys(
    ("until", "opened_on", "closed_on", "archived_on", "delivered_on"), _OWN_WRITTEN["at"]
)
_OWN_NAMES = {zh: name for name, (zh, _code) in COLUMNS.items()}
MOST_IN_EXCEL = 20_000
"""Rows of a book that is made while somebody waits for it."""


def sources_table(found: Sequence[SourceView], now: int) -> DataTable:
    """Every source in a line."""
    columns = [
        Column(_("Source"), "head"),
        Column(_("Organ"), "line"),
        Column(_("Last received"), "meta", whole=True),
        counted(_("Rows")),
        counted(_("Stored")),
        counted(_("To be mended")),
        counted(_("Left out")),
        Column(_("Entered late"), "rest", numeric=True),
        counted(_("Lag")),
        Column(_("Breaches"), "rest", numeric=True),
        Column(_("State"), "word", whole=True),
    ]
    rows = [
        Row(
            [
                Cell(one.title, url_of("exchange:source", source=one.code)),
                Cell(organ_name(one.organ)),
                Cell(time_text(one.last_received)),
                *(Cell(count(n)) for n in (one.rows, one.stored, one.waiting, one.left_out, one.late)),
                Cell(_lag(one.lag)),
                Cell(count(one.breaches)),
                Cell(part=_state(one, now)),
            ]
        )
        for one in found
    ]
    return DataTable(_("Sources"), columns, rows)


def _lag(days: int | None) -> str:
    """How long after the act the newest delivery brought its oldest one."""
    if not days:
        return "—" if days is None else str(_("same day"))
    return str(ngettext("%(n)s day", "%(n)s days", days)) % {"n": count(days)}


def counted(text: str) -> Column:
    """A column of numbers that a phone shows too, each behind its name."""
    return Column(text, "meta", numeric=True, phone_label=text)


def closed_word() -> StatusWord:
    """Nothing is taken from it any more."""
    return StatusWord(_("closed"), "neutral", "circle-dashed")


def deliveries_table(found: Sequence[DeliveryView], ends: Mapping[int, End]) -> DataTable:
    """Calls and files, newest first; of one that broke off what became of it."""
    ways = {"api": _("interface"), "file": _("file"), "page": _("page")}
    zh = language() == "zh"
    columns = [
        Column(_("Delivery"), "meta", whole=True, phone_label=_("Delivery")),
        Column(_("Received"), "head", whole=True),
        Column(_("Came by"), "line"),
        counted(_("Rows")),
        counted(_("Stored")),
        counted(_("There before")),
        counted(_("Set aside")),
        counted(_("Left out")),
        Column(_("Entered late"), "rest", numeric=True),
        Column(_("Differing"), "rest", numeric=True),
        counted(_("Breaches")),
        Column(_("State"), "word", whole=True),
    ]
    rows = [
        Row(
            [
                Cell(str(one.delivery)),
                Cell(time_text(one.received_at)),
                Cell(one.name or str(ways[one.via]), under=_under(one, ends.get(one.delivery), zh)),
                *(Cell(count(n)) for n in _counts(one)),
                Cell(part=_came(one, ends.get(one.delivery))),
            ]
        )
        for one in found
    ]
    return DataTable(_("Deliveries"), columns, rows)


def _under(one: DeliveryView, end: End | None, zh: bool) -> str:
    """What went wrong with a delivery, or who said why it is waited for no more."""
    if end is None:
        return one.error_zh if zh else one.error_en
    if end.superseded is not None:
        return str(_("the same came whole in delivery {n}")).format(n=end.superseded)
    told = _("Waited for no more: {why} ({by}, {at})")
    return str(told.format(why=end.why, by=account_name(end.by), at=time_text(end.at)))


def _came(one: DeliveryView, end: End | None) -> StatusWord:
    """How far a delivery came: a file that was broken off goes on when it is sent again."""
    if end is not None:
        word = _("set aside") if end.superseded is None else _("sent anew")
        return StatusWord(word, "neutral", "circle-dashed")
    if one.error_zh:
        return StatusWord(_("not read to its end"), "soon", "alert-circle")
    if one.finished_at is None:
        return StatusWord(_("not all in yet"), "soon", "clock")
    if one.quarantined:
        return StatusWord(_("rows wait"), "soon", "alert-circle")
    return StatusWord(_("taken in"), "passed", "check")


def _counts(one: DeliveryView) -> tuple[int, ...]:
    held = (one.quarantined, one.left_out)
    return (one.rows, one.stored, one.known, *held, one.late, one.differing, one.breaches)


def quarantine_table(
    source: Supplier, rows: Sequence[HeldView], number: int, choosing: str = "", chosen: Collection[int] = ()
) -> QuarantineTable:
    """Rows that wait, with what is wrong and where it is mended; of rows that were left out who did it and why.

    `choosing`: the form in which rows are chosen.
    """
    zh = language() == "zh"
    left_out = any(one.left is not None for one in rows)
    shown = [
        WrongValue(
            line=_("Delivery {delivery}, row {n}").format(delivery=row.delivery, n=row.number),
            name=_name_of(row),
            column=column_named(source.layout, one["column"], language()) or "—",
            reason=one["reason" if zh else "reason_en"],
            mend=_mend(source.layout, one),
            wrong=one["value"],
            act=None
            if left_out
            else Link(_("Mend"), url_of("exchange:quarantine_row", source=source.code, row=row.id)),
            note=_left(row) if first == 0 else "",
            choice=str(row.id) if first == 0 else "",
            chosen=row.id in chosen,
        )
        for row in rows
        for first, one in enumerate(row.faults)
    ]
    told = (
        ngettext("%(n)s row left out", "%(n)s rows left out", number)
        if left_out
        else ngettext("%(n)s row waits", "%(n)s rows wait", number)
    ) % {"n": count(number)}
    url = url_of("exchange:sheet", source=source.code) + ("?list=left-out" if left_out else "")
    sheets = [Act(_("Download CSV"), url, "download", small=True)]
    if number <= MOST_IN_EXCEL:
        excel = f"{url}{'&' if left_out else '?'}form=xlsx"
        sheets.insert(0, Act(_("Download as Excel"), excel, "download", small=True))
    summary = f"{source.title}{_(': ')}{told}"
    return QuarantineTable(
        summary,
        shown,
        sheets,
        name_label=_("Case"),
        title=_("Rows that were left out") if left_out else "",
        choosing=choosing,
    )


def wrong_lines(layout: str, row: HeldView) -> list[str]:
    """What is wrong with a row and what to do, a line for each value: «处罚决定日期 CF_JDRQ：不是日期；写日期，如…»."""
    said = []
    for one in row.faults:
        column = column_named(layout, one["column"], language())
        reason = one["reason" if language() == "zh" else "reason_en"]
        told = _("; ").join([reason, _mend(layout, one)])
        said.append(f"{column}{_(': ')}{told}" if column else told)
    return said


def _left(row: HeldView) -> str:
    """Who left a row out, when and why."""
    if row.left is None:
        return ""
    told = _("Left out: {why} ({by}, {at})")
    return str(told.format(why=row.left.why, by=account_name(row.left.by), at=time_text(row.left.at)))


def tokens_table(found: Sequence[TokenView], titles: dict[str, str]) -> DataTable:
    """Tokens without their secrets."""
    columns = [
        Column(_("Token"), "meta", whole=True),
        Column(_("Source"), "head"),
        Column(_("Made"), "line", whole=True),
        Column(_("By"), "rest"),
        Column(_("Last used"), "rest", whole=True),
        Column(_("State"), "word", whole=True),
        Column(_("Act"), "act"),
    ]
    rows = [
        Row(
            [
                Cell(f"plx_{one.key}_…"),
                Cell(titles.get(one.source, one.source)),
                Cell(time_text(one.made_at)),
                Cell(account_name(one.made_by)),
                Cell(time_text(one.used_at)),
                Cell(part=_token_state(one)),
                Cell(part=_revoke(one)) if one.revoked_at is None else Cell("—"),
            ]
        )
        for one in found
    ]
    return DataTable(_("Tokens"), columns, rows)


def targets_table(found: Sequence[TargetView]) -> DataTable:
    """Targets for notices."""
    columns = [
        Column(_("System"), "head"),
        Column(_("Address and what is told"), "line"),
        Column(_("Last taken"), "meta", whole=True, phone_label=_("Last taken")),
        Column(_("Last called"), "meta", whole=True, phone_label=_("Last called")),
        Column(_("Answer"), "word", whole=True),
        Column(_("Not delivered"), "meta", phone_label=_("Not delivered")),
        Column(_("By hand"), "act"),
        Column(_("Act"), "act"),
    ]
    rows = [
        Row(
            [
                Cell(one.title, under=organ_name(one.organ)),
                Cell(
                    one.address,
                    under=_("deliveries, what is done here") if one.of_acts else _("deliveries"),
                ),
                Cell(time_text(one.taken_at)),
                Cell(time_text(one.told_at)),
                Cell(part=_answered(one)),
                Cell(_undelivered(one), under=_next_call(one)),
                _send_now(one),
                Cell(_("closed"))
                if one.closed
                else Cell(
                    part=Act(
                        _("Close"),
                        url_of("exchange:close_target", target=one.id),
                        small=True,
                        method="post",
                    )
                ),
            ]
        )
        for one in found
    ]
    return DataTable(_("Targets of notices"), columns, rows)


def _answered(one: TargetView) -> StatusWord:
    """What it said last."""
    if not one.answer:
        return StatusWord(_("not told anything yet"), "neutral", "circle-dashed")
    said = answer_in_words(one.answer, language())
    return StatusWord(said, "passed", "check") if is_taken(one.answer) else StatusWord(said, "soon", "clock")


def _undelivered(one: TargetView) -> str:
    """How many notices are still to come, and how many are not sent by themselves any more."""
    said = []
    if one.to_come and not one.closed:
        said.append(ngettext("%(n)s to be sent", "%(n)s to be sent", one.to_come) % {"n": count(one.to_come)})
    if one.given_up:
        said.append(ngettext("%(n)s given up", "%(n)s given up", one.given_up) % {"n": count(one.given_up)})
    return str(_(", ")).join(said) or "0"


def _next_call(one: TargetView) -> str:
    """When it is called next; «now» tells nobody anything."""
    if one.closed or not one.to_come or one.next_at is None or not one.answer or is_taken(one.answer):
        return ""
    return str(_("next at {time}").format(time=time_text(one.next_at)))


def _send_now(one: TargetView) -> Cell:
    """What waits or was given up can be sent by hand once the other system is mended."""
    if one.closed or not (one.to_come or one.given_up):
        return Cell()
    url = url_of("exchange:send_again", target=one.id)
    return Cell(part=Act(_("Send now"), url, small=True, method="post"))


def _mend(layout: str, wrong: Mapping[str, str]) -> str:
    """What to do with a value that does not fit, and what asks for it."""
    return with_basis(_written(layout, wrong), wrong.get("basis", ""), language())


def _written(layout: str, wrong: Mapping[str, str]) -> str:
    """How the column of a layout is written; of a layout that is not ours nothing more is known."""
    own = (
        _OWN_WRITTEN.get(_OWN_NAMES.get(wrong["column"], wrong["column"]))
        if layout in (OWN, OLD_FILES)
        else None
    )
    if own is not None:
        return str(own)
    known = LAYOUTS.get(layout)
    column = known.named([wrong["column"]]).get(wrong["column"]) if known is not None else None
    if column is None:
        return str(_("write it as the layout asks"))
    if not wrong["value"]:
        return str(_("fill it in"))
    written = {
        Kind.DAY: _("write a day, such as 2026-03-02"),
        Kind.STAMP: _("write day and time, such as 2026-03-02 09:30:00"),
        Kind.MONEY: _("write a number in units of 10,000 yuan, such as 0.20")
        if column.wan
        else _("write a number in yuan, such as 2000.00"),
        Kind.TRUTH: _("write 是 or 否"),
    }
    return str(written.get(FACTS[column.fact].kind, _("write it as the layout asks")))


def _revoke(one: TokenView) -> Act:
    return Act(_("Revoke"), url_of("exchange:revoke_token", key=one.key), small=True, method="post")


def _token_state(one: TokenView) -> StatusWord:
    if one.revoked_at is not None:
        return StatusWord(_("revoked"), "neutral", "circle-dashed")
    return StatusWord(_("valid"), "passed", "check")


def _name_of(row: HeldView) -> str:
    """What tells a reader which case it is."""
    for name in ("number", "case_id", "CF_WSH", "XK_WSH", "行政处罚决定书文号"):
        if row.cells.get(name):
            return row.cells[name]
    return next(iter(row.cells.values()), "—")


def _state(one: SourceView, now: int) -> StatusWord:
    """Closed, nothing yet, something waits, or for how long it has been silent."""
    if one.closed:
        return closed_word()
    if one.last_received is None:
        return StatusWord(_("nothing received yet"), "neutral", "circle-dashed")
    if one.waiting:
        return StatusWord(_("rows wait"), "soon", "alert-circle")
    days = (now - one.last_received) // (24 * _HOUR)
    if days >= 1:
        silent = ngettext("silent for %(n)s day", "silent for %(n)s days", days) % {"n": days}
        return StatusWord(silent, "soon", "clock")
    return StatusWord(_("up to date"), "passed", "check")

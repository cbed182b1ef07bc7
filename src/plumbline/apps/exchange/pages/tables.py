"""Tables of the exchange's pages: sources with their state, deliveries, rows in quarantine, tokens, targets."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from plumbline.apps.exchange.pages.asking import language, organ_name, time_text
from plumbline.apps.exchange.queries import HeldView, SourceView, TargetView, TokenView
from plumbline.apps.exchange.suppliers import DeliveryView
from plumbline.apps.page_parts.addresses import url_of
from plumbline.apps.page_parts.formats import count
from plumbline.apps.page_parts.intake import QuarantineTable, WrongValue
from plumbline.apps.page_parts.lists import Cell, Column, DataTable, Row
from plumbline.apps.page_parts.part import Act, Link
from plumbline.apps.page_parts.words import StatusWord
from plumbline.apps.people.queries import account_name

_HOUR = 3_600_000_000


def sources_table(found: Sequence[SourceView], now: int) -> DataTable:
    """Every source in a line."""
    columns = [
        Column(_("Source"), "head"),
        Column(_("Organ"), "line"),
        Column(_("Last received"), "meta", whole=True),
        Column(_("Rows"), "rest", numeric=True),
        Column(_("Stored"), "rest", numeric=True),
        Column(_("To be mended"), "rest", numeric=True),
        Column(_("Entered late"), "rest", numeric=True),
        Column(_("Lag"), "rest"),
        Column(_("Breaches"), "rest", numeric=True),
        Column(_("State"), "word", whole=True),
    ]
    rows = [
        Row(
            [
                Cell(one.title, url_of("exchange:source", source=one.code)),
                Cell(organ_name(one.organ)),
                Cell(time_text(one.last_received)),
                *(Cell(count(n)) for n in (one.rows, one.stored, one.waiting, one.late)),
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


def closed_word() -> StatusWord:
    """Nothing is taken from it any more."""
    return StatusWord(_("closed"), "neutral", "circle-dashed")


def deliveries_table(found: Sequence[DeliveryView]) -> DataTable:
    """Calls and files, newest first."""
    ways = {"api": _("interface"), "file": _("file"), "page": _("page")}
    zh = language() == "zh"
    columns = [
        Column(_("Number"), "meta", whole=True),
        Column(_("Received"), "head", whole=True),
        Column(_("By"), "line"),
        Column(_("Rows"), "rest", numeric=True),
        Column(_("Stored"), "rest", numeric=True),
        Column(_("There before"), "rest", numeric=True),
        Column(_("Set aside"), "rest", numeric=True),
        Column(_("Entered late"), "rest", numeric=True),
        Column(_("Differing"), "rest", numeric=True),
        Column(_("Breaches"), "rest", numeric=True),
    ]
    rows = [
        Row(
            [
                Cell(str(one.delivery)),
                Cell(time_text(one.received_at)),
                Cell(one.name or str(ways[one.via]), under=one.error_zh if zh else one.error_en),
                *(Cell(count(n)) for n in _counted(one)),
            ]
        )
        for one in found
    ]
    return DataTable(_("Deliveries"), columns, rows)


def _counted(one: DeliveryView) -> tuple[int, ...]:
    return (one.rows, one.stored, one.known, one.quarantined, one.late, one.differing, one.breaches)


def quarantine_table(source: str, title: str, rows: Sequence[HeldView], waiting: int) -> QuarantineTable:
    """Rows that wait, with what is wrong and where it is mended."""
    zh = language() == "zh"
    shown = [
        WrongValue(
            line=str(row.number),
            name=_name_of(row),
            column=one["column"] or "—",
            reason=one["reason" if zh else "reason_en"],
            mend=_mend(one.get("basis", "")),
            wrong=one["value"],
            act=Link(_("Mend"), url_of("exchange:quarantine_row", source=source, row=row.id)),
        )
        for row in rows
        for one in row.faults
    ]
    told = ngettext("%(n)s row waits", "%(n)s rows wait", waiting) % {"n": count(waiting)}
    sheet = Act(_("Download these rows"), url_of("exchange:sheet", source=source), "download", small=True)
    return QuarantineTable(f"{title}{_(': ')}{told}", shown, (sheet,), name_label=_("Case"))


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
        Column(_("Organ"), "line"),
        Column(_("Address"), "rest"),
        Column(_("Told of"), "rest"),
        Column(_("Last told"), "meta", whole=True),
        Column(_("Answer"), "rest"),
        Column(_("Act"), "act"),
    ]
    rows = [
        Row(
            [
                Cell(one.title),
                Cell(organ_name(one.organ)),
                Cell(one.address),
                Cell(_("deliveries, what is done here") if one.of_acts else _("deliveries")),
                Cell(time_text(one.told_at)),
                Cell(one.answer or "—"),
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


def _mend(basis: str) -> str:
    """What to do with a value that does not fit, and what asks for it."""
    said = _("write it as the layout asks")
    return (
        f"{said}（{basis}）" if basis and language() == "zh" else f"{said} ({basis})" if basis else str(said)
    )


def _revoke(one: TokenView) -> Act:
    return Act(_("Revoke"), url_of("exchange:revoke_token", key=one.key), small=True, method="post")


def _token_state(one: TokenView) -> StatusWord:
    if one.revoked_at is not None:
        return StatusWord(_("revoked"), "neutral", "circle-dashed")
    return StatusWord(_("in force"), "passed", "check")


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

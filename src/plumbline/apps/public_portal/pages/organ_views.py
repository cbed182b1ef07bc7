"""Who enforces: organs, their officers with the state of their certificates, each organ's decisions by year."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

from plumbline.apps.disclosure.queries import Asked, ShownList, figures, search
from plumbline.apps.pack_store.shelf import shelf
from plumbline.apps.page_parts.lists import Cell, Column, DataTable, EmptyPage, ListFoot, Row
from plumbline.apps.page_parts.part import Fact, Link
from plumbline.apps.page_parts.words import StatusWord
from plumbline.apps.people.queries.entries import EntryView, by_certificate, certificates_of, every, find
from plumbline.apps.people.queries.entries import organ as organ_entry
from plumbline.apps.public_portal.frame import Request, portal_page, shown, to
from plumbline.apps.public_portal.pages.decisions_views import decision_table, decisions_foot
from plumbline.core.authority.access import Visible
from plumbline.core.clocks.civil import date_of
from plumbline.core.errors import Language
from plumbline.core.registers.certificates import HeldCertificate

_ALL = Visible(everything=True)


@portal_page
def organs(request: Request, language: Language) -> HttpResponse:
    """Every enforcing organ of the district."""
    counted: dict[str, int] = {}
    for code, _name, _kind, count in figures():
        counted[code] = counted.get(code, 0) + count
    rows = [
        Row(
            [
                Cell(one.name, to("organ", language, code=one.code)),
                Cell(str(one.values.get("address") or "—")),
                Cell(str(one.values.get("phone") or "—")),
                Cell(str(counted.get(one.code, 0))),
            ]
        )
        for one in every("organ", _ALL, ended=False)
    ]
    columns = [
        Column(_("Organ"), "head"),
        Column(_("Address"), "line"),
        Column(_("Telephone"), "meta", whole=True),
        Column(_("Decisions in public"), "meta", numeric=True, phone_label=_("Decisions in public")),
    ]
    values = {
        "title": _("Organs and officers"),
        "table": DataTable(_("Organs"), columns, rows) if rows else None,
        "empty": None
        if rows
        else EmptyPage(_("No organ is registered yet"), _("The justice bureau keeps the register.")),
        "officers": to("officers", language),
    }
    return shown(request, language, "organs.html", values)


@portal_page
def organ_page(request: Request, language: Language, code: str) -> HttpResponse:
    """An organ: where it is, what it may do, who acts for it, what it decided."""
    return _organ(request, language, code, None)


@portal_page
def organ_year(request: Request, language: Language, code: str, year: int, page: int = 1) -> HttpResponse:
    """The decisions of an organ in one year. Each page has an address, as no file answers questions."""
    return _organ(request, language, code, year, page)


@portal_page
def officers(request: Request, language: Language) -> HttpResponse:
    """Looks an officer up by the number of the certificate; names alone are not searched."""
    number = request.GET.get("q", "").strip()[:40]
    found = by_certificate(number) if number else None
    values = {
        "title": _("Look up an officer"),
        "asked": number,
        "found": _officer_facts(*found, language=language, today=request.today) if found else None,
        "action": to("officers", language),
        "organs": to("organs", language),
    }
    return shown(request, language, "officers.html", values)


@portal_page
def officer(request: Request, language: Language, certificate: str) -> HttpResponse:
    """The officer of a certificate, for the code on it."""
    found = by_certificate(certificate)
    if found is None:
        raise Http404
    values = {
        "title": found[0].name,
        "asked": certificate,
        "found": _officer_facts(*found, language=language, today=request.today),
        "action": to("officers", language),
        "organs": to("organs", language),
    }
    return shown(request, language, "officers.html", values)


def _organ(request: Request, language: Language, code: str, year: int | None, page: int = 1) -> HttpResponse:
    one = organ_entry(code)
    if one is None or one.ended_on is not None:
        raise Http404
    found = search(Asked(organs=(code,), years=(year,) if year else (), page=page))
    powers = [
        (p.name, str(p.values.get("power_basis") or ""))
        for p in every("power", _ALL, filters={"organ_no": code}, ended=False)
    ]
    values = {
        "title": f"{one.name} {year}" if year else one.name,
        "path": [
            Link(_("Organs and officers"), to("organs", language)),
            Link(one.name, to("organ", language, code=code) if year else ""),
        ]
        + ([Link(str(year))] if year else []),
        "facts": _organ_facts(one),
        "years": [
            (str(y), to("organ_year", language, code=code, year=y), n, y == year) for y, n in found.years
        ],
        "powers": powers,
        "people": [] if year else _people(code, language, request.today),
        "recordings": None if year else recording_table(code, language, request.today),
        "table": decision_table(found.lines, "", language) if found.lines else None,
        "foot": _year_foot(found, code, year, language) if year and found.pages > 1 else None,
        "year": year,
        "csv": to("organ_table", language, code=code, year=year) if year else "",
        "total": found.total,
        "all": f"{to('decisions', language)}?organ={code}" + (f"&year={year}" if year else ""),
    }
    return shown(request, language, "organ.html", values)


def _year_foot(found: ShownList, code: str, year: int, language: Language) -> ListFoot:
    def url(page: int) -> str:
        at = {"code": code, "year": year}
        return (
            to("organ_year", language, **at)
            if page == 1
            else to("organ_year_page", language, **at, page=page)
        )

    return decisions_foot(found, url)


def recording_table(organ: str, language: Language, today: int) -> DataTable | None:
    """The organ's recording list as it stands: what it records how, from where to where (118号 (八))."""
    rows = [
        Row(
            [
                Cell(one.name, under=one.code),
                Cell(shelf().words.word("means", str(one.values.get("means") or ""), language)),
                Cell(str(one.values.get("starts_with") or "—")),
                Cell(str(one.values.get("ends_with") or "—")),
                Cell(str(one.values.get("recording_basis") or "—")),
            ]
        )
        for one in every("recording", _ALL, filters={"organ": organ}, ended=False)
        if _is_in_force(one, today)
    ]
    columns = [
        Column(_("Item recorded"), "head"),
        Column(_("Recording"), "meta"),
        Column(_("Recorded from"), "line", phone_label=_("Recorded from")),
        Column(_("Recorded to"), "line", phone_label=_("Recorded to")),
        Column(_("Basis"), "rest"),
    ]
    return DataTable(_("Recording list"), columns, rows) if rows else None


def _is_in_force(one: EntryView, today: int) -> bool:
    first, last = one.values.get("valid_from"), one.values.get("valid_until")
    return (not isinstance(first, int) or first <= today) and (not isinstance(last, int) or today <= last)


def _organ_facts(one: EntryView) -> list[Fact]:
    told = [
        (_("Address"), "address"),
        (_("Telephone"), "phone"),
        (_("Reconsideration by"), "review_organ"),
        (_("Court"), "court"),
    ]
    return [Fact(label, str(one.values[name])) for label, name in told if one.values.get(name)]


def _people(organ: str, language: Language, today: int) -> list[dict[str, object]]:
    officers = find("officer", _ALL, filters={"organ_no": organ}, ended=False, size=200).entries
    cards = certificates_of([one.code for one in officers])
    return [_officer_row(one, cards.get(one.code, ()), language, today) for one in officers]


def _officer_row(
    one: EntryView, cards: tuple[HeldCertificate, ...], language: Language, today: int
) -> dict[str, object]:
    held = [card for card in cards if not card.ended]
    card = held[-1] if held else None
    return {
        "name": one.name,
        "number": card.number if card else "—",
        "url": to("officer", language, certificate=card.number) if card else "",
        "word": certificate_word(card, today),
    }


def _officer_facts(one: EntryView, card: HeldCertificate, *, language: Language, today: int) -> list[Fact]:
    organ = organ_entry(one.organ)
    return [
        Fact(_("Name"), one.name),
        Fact(
            _("Organ"), link=Link(organ.name if organ else one.organ, to("organ", language, code=one.organ))
        ),
        Fact(_("Certificate"), card.number, word=certificate_word(card, today)),
        Fact(_("Field of enforcement"), card.field or "—"),
        Fact(_("Area"), card.area or "—"),
        Fact(_("Valid until"), date_of(card.last_day).isoformat()),
    ]


def certificate_word(card: HeldCertificate | None, today: int) -> StatusWord:
    """Whether the certificate holds today."""
    if card is None or card.ended:
        return StatusWord(_("no valid certificate"), "soon", "alert-triangle")
    if card.suspended:
        return StatusWord(_("suspended"), "soon", "player-pause")
    if not card.first_day <= today <= card.last_day:
        return StatusWord(_("expired"), "soon", "alert-triangle")
    return StatusWord(_("valid"), "passed", "check")

"""One entry with its history; the forms of its acts, of corrections and of voiding."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from uuid import uuid4
from zoneinfo import ZoneInfo

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from plumbline.apps.ledger_store.errors import StoreError
from plumbline.apps.ledger_store.queries import log_state
from plumbline.apps.pack_store.shelf import shelf
from plumbline.apps.page_parts.heads import PageHead
from plumbline.apps.page_parts.part import Act as Button
from plumbline.apps.page_parts.part import Link
from plumbline.apps.page_parts.records import RecordLine, RecordTable
from plumbline.apps.page_parts.refusals import MayList, Refusal
from plumbline.apps.page_parts.words import SealMark
from plumbline.apps.people import actions, queries
from plumbline.apps.people.actions import Act
from plumbline.apps.people.errors import PeopleError
from plumbline.apps.people.forms import ActForm, ReasonForm, initial_of
from plumbline.apps.people.pages.asking import address, asked_of, entry_or_404, person_of
from plumbline.apps.people.pages.entering import (
    check_not_the_heads,
    is_the_heads,
    officers_for,
    suggested,
)
from plumbline.apps.people.pages.guarded import refusal
from plumbline.apps.people.pages.lists import NAMES, state_word
from plumbline.apps.people.pages.saying import Sayer
from plumbline.apps.people.pages_language import language
from plumbline.apps.people.policies import DUTY, WRITE
from plumbline.apps.people.queries import EntryView, HistoryLine, fields_of
from plumbline.core.authority.access import check_access, may_access
from plumbline.core.authority.person import Place
from plumbline.core.authority.role import Role
from plumbline.core.cases.errors import ActRefused
from plumbline.core.clocks.civil import date_of
from plumbline.core.facts.record import Value
from plumbline.core.procedures.definition import Step
from plumbline.core.registers.register import Register, register_of

_ZONE = ZoneInfo("Asia/Shanghai")


@require_safe
def entry_page(request: HttpRequest, register: str, code: str) -> HttpResponse:
    """What the entry is now, what may be done, every record of it."""
    kind, found = register_of(register), entry_or_404(register, code)
    history = queries.history(register, code)
    sayer = Sayer(one.values for one in history)
    by_target = {one.corrects: one.id for one in history if one.corrects}
    told = {
        "title": found.name or found.code,
        "head": PageHead(
            found.name or found.code,
            (Link(kind.title(language()), reverse(f"people:{NAMES[register]}")), Link(found.code)),
            (state_word(found),),
        ),
        "may": _may(request, kind, found),
        "facts": _facts(kind, found),
        "certificates": _certificates(found) if register == "officer" else (),
        "records": RecordTable(
            [_line(request, kind, found, one, by_target, sayer) for one in reversed(history)], len(history)
        ),
        "personal": kind.id == "party",
        "reason_form": ReasonForm(),
        "register": register,
        "code": code,
    }
    return render(request, "people/entry.html", told)


@require_POST
def personal_page(request: HttpRequest, register: str, code: str) -> HttpResponse:
    """A party's personal data, for a case or a stated reason; the reading is noted before anything is shown."""
    kind, found = register_of(register), entry_or_404(register, code)
    reason = request.POST.get("reason", "")
    form = ReasonForm(request.POST)
    rows: list[tuple[str, str]] = []
    if form.is_valid():
        actions.note_reading(
            by=person_of(request), kind=register, subject=found.case, reason=reason, now=asked_of(request).now
        )
        fields = fields_of(kind)
        rows = [
            (fields[name].title if language() == "zh" else fields[name].english, str(value))
            for name, value in queries.personal_of(register, code).items()
            if name in fields
        ]
    told = {
        "title": found.code,
        "head": PageHead(found.code, (Link(found.code, _address(found)), Link(_("Personal data")))),
        "rows": rows,
        "form": form,
        "register": register,
        "code": code,
    }
    return render(request, "people/personal.html", told)


@require_http_methods(["GET", "POST"])
def new_entry(request: HttpRequest, register: str) -> HttpResponse:
    """The form of the opening act; a new officer's certificate is issued by an act of its own."""
    kind = register_of(register)
    step = _step(kind, kind.opening)
    check_not_the_heads(request, step)
    form = ActForm(step, request.POST or None, initial={"day": date_of(asked_of(request).today)})
    if request.method == "POST" and form.is_valid():
        values = form.values()
        code = str(values.get(kind.code) or "") if kind.code else uuid4().hex
        try:
            _check_reach(request, kind, values)
            acts = [Act(step.id, form.day_number(), values)]
            division = _division(values)
            _told(request, lambda who: actions.register(register, code, acts, division=division, **who))
        except (PeopleError, StoreError) as error:
            form.refuse(error)
        else:
            return HttpResponseRedirect(address(register, "entry", code))
    return _form_page(request, form, kind.title(language()), reverse(f"people:{NAMES[register]}"))


@require_http_methods(["GET", "POST"])
def act_page(request: HttpRequest, register: str, code: str, step: str) -> HttpResponse:
    """The form of an act on an entry."""
    kind, found = register_of(register), entry_or_404(register, code)
    known = _step(kind, step)
    check_not_the_heads(request, known)
    start = {"day": date_of(asked_of(request).today), **suggested(request, known, found)}
    form = ActForm(known, request.POST or None, initial=start, officers=officers_for(request, known))
    if request.method == "POST" and form.is_valid():
        try:
            act = Act(step, form.day_number(), form.values())
            guarded = "attest" not in request.POST
            _told(request, lambda who: actions.do(register, code, act, guarded=guarded, **who))
        except ActRefused as error:
            told = refusal(error)
            return _form_page(request, form, found.name or found.code, _address(found), refused=told)
        except (PeopleError, StoreError) as error:
            form.refuse(error)
        else:
            return HttpResponseRedirect(_address(found))
    return _form_page(request, form, found.name or found.code, _address(found))


@require_http_methods(["GET", "POST"])
def duty_page(request: HttpRequest, register: str, code: str, step: str) -> HttpResponse:
    """The form of an act that the pack gives to the head of the organ: hours of training, the yearly assessment."""
    if _step(register_of(register), step).role != Role.AGENCY_HEAD.value:
        raise Http404
    return act_page(request, register, code, step)


@require_http_methods(["GET", "POST"])
def correct_page(request: HttpRequest, register: str, code: str, record: str) -> HttpResponse:
    """The form that restates an earlier act, with the reason."""
    kind, found = register_of(register), entry_or_404(register, code)
    line = _record(register, code, record)
    step = _step(kind, line.step)
    check_not_the_heads(request, step)
    start = {"day": line.at[:10], **initial_of(step, line.values)}
    form = ActForm(
        step, request.POST or None, initial=start, officers=officers_for(request, step, line.values)
    )
    why = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and why.is_valid():
        try:
            act = Act(step.id, form.day_number(), form.values())
            reason = why.cleaned_data["reason"]
            _told(request, lambda who: actions.correct(record, act, reason, **who))
        except (PeopleError, StoreError) as error:
            form.refuse(error)
        else:
            return HttpResponseRedirect(_address(found))
    void = address(register, "void", code, record)
    return _form_page(request, form, found.name or found.code, _address(found), why, void)


@require_http_methods(["GET", "POST"])
def void_page(request: HttpRequest, register: str, code: str, record: str) -> HttpResponse:
    """Declares an earlier act void."""
    found = entry_or_404(register, code)
    line = _record(register, code, record)
    step = _step(register_of(register), line.step)
    check_not_the_heads(request, step)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        _told(request, lambda who: actions.void(record, reason, **who))
        return HttpResponseRedirect(_address(found))
    title = line.title_zh if language() == "zh" else line.title_en
    told = {
        "title": title,
        "head": PageHead(
            _("Void: {act}").format(act=title), (Link(found.code, _address(found)), Link(title))
        ),
        "form": form,
        "why": None,
        "void": "",
        "verb": _("Void the record"),
        "back": _address(found),
    }
    return render(request, "people/form.html", told)


def _told(request: HttpRequest, do):  # type: ignore[no-untyped-def]
    asked = asked_of(request)
    return do({"by": person_of(request), "now": asked.now, "today": asked.today})


def _check_reach(request: HttpRequest, kind: Register, values: dict[str, Value]) -> None:
    """A new entry lies within the reach of whoever makes it."""
    asked = asked_of(request)
    organ = str(values.get(kind.organ or "") or person_of(request).organ)
    check_access(asked.person, WRITE[kind.id], Place(organ, _division(values)), asked.today)


def _division(values: dict[str, Value]) -> str:
    if own := values.get("division_code"):
        return str(own)
    known = queries.organ(str(values.get("organ_no") or ""))
    return known.division if known else shelf().division


def _step(kind: Register, step: str) -> Step:
    found = shelf().docket(kind.procedure).procedure.steps.get(step)
    if found is None:
        raise Http404
    return found


def _record(register: str, code: str, record: str) -> HistoryLine:
    for line in queries.history(register, code):
        if line.id == record and not line.replaced and line.step != "open_case":
            return line
    raise Http404


def _form_page(
    request: HttpRequest,
    form: ActForm,
    name: str,
    back: str,
    why: ReasonForm | None = None,
    void: str = "",
    refused: Refusal | None = None,
) -> HttpResponse:
    title = form.step.title if language() == "zh" else form.step.english
    head = _("Correct: {act}").format(act=title) if why is not None else title
    told = {
        "title": head,
        "head": PageHead(head, (Link(name, back), Link(title))),
        "form": form,
        "why": why,
        "void": void,
        "verb": head if why is not None else title,
        "back": back,
        "refused": refused,
    }
    return render(request, "people/act_form.html", told, status=422 if refused else 200)


def _may(request: HttpRequest, kind: Register, found: EntryView) -> MayList | None:
    """The acts that this person may do on the entry now; nothing for whoever only reads."""
    acts = _acts(request, kind, found)
    return MayList(None, others=acts) if acts else None


def _acts(request: HttpRequest, kind: Register, found: EntryView) -> list[Button]:
    if found.ended_on is not None:
        return []
    asked, place = asked_of(request), Place(found.organ, found.division)
    steps = shelf().docket(kind.procedure).procedure.steps.values()
    if may_access(asked.person, WRITE[kind.id], place, asked.today):
        mine = [one for one in steps if one.id != kind.opening and not is_the_heads(asked.person, one)]
        page, offered = "act", mine
    elif kind.id == "officer" and may_access(asked.person, DUTY, place, asked.today):
        page, offered = "duty", [one for one in steps if one.role == Role.AGENCY_HEAD.value]
    else:
        return []
    return [
        Button(
            one.title if language() == "zh" else one.english,
            address(kind.id, page, found.code, one.id),
            small=True,
        )
        for one in offered
    ]


def _facts(kind: Register, found: EntryView) -> list[tuple[str, str]]:
    sayer = Sayer([found.values], numbered=True)
    return [
        (one.title if language() == "zh" else one.label, text)
        for one in fields_of(kind).values()
        if (text := sayer.said(one, found.values))
    ]


def _certificates(found: EntryView) -> list[dict[str, object]]:
    words = shelf().words
    return [
        {
            "number": one.number,
            "kind": words.word("certificate_kind", one.kind, language()) if one.kind else "—",
            "first": date_of(one.first_day),
            "last": date_of(one.last_day),
            "suspended": one.suspended,
            "ended": one.ended,
            "checks": [(year, words.word("check_result", result, language())) for year, result in one.checks],
        }
        for one in queries.certificates(found.code)
    ]


def _line(
    request: HttpRequest,
    kind: Register,
    found: EntryView,
    one: HistoryLine,
    by_target: Mapping[str, str],
    sayer: Sayer,
) -> RecordLine:
    steps = shelf().docket(kind.procedure).procedure.steps
    fields = steps[one.step].fields if one.step in steps else {}
    said = [
        f"{fields[name].title if language() == 'zh' else fields[name].english}{_(': ')}"
        f"{sayer.said(fields[name], one.values)}"
        for name, value in one.values.items()
        if value is not None
    ]
    said += [_("reason: {reason}").format(reason=one.reason)] if one.reason else []
    entered = datetime.fromtimestamp(one.recorded_at / 1_000_000, UTC).astimezone(_ZONE)
    asked = asked_of(request)
    may = may_access(asked.person, WRITE[kind.id], Place(found.organ, found.division), asked.today)
    mend = may and not one.replaced and one.step in steps
    return RecordLine(
        happened=one.at,
        entered=f"{entered:%Y-%m-%d %H:%M}",
        step=one.title_zh if language() == "zh" else one.title_en,
        text=("；" if language() == "zh" else "; ").join(said),
        by=("、" if language() == "zh" else ", ").join(
            _("the system") if officer == "system" else queries.account_name(officer)
            for officer, _role in one.by
        ),
        seal=_seal(one.leaf),
        link=Link(_("Correct"), address(kind.id, "correct", found.code, one.id)) if mend else None,
        corrected_by=Link(_("corrected or voided"), f"#r-{by_target[one.id]}") if one.replaced else None,
        anchor=f"r-{one.id}",
    )


def _seal(leaf: int | None) -> SealMark:
    """Sealed is what a signed checkpoint covers, not what merely has its place in the log."""
    if leaf is None or leaf >= log_state().sealed:
        return SealMark("waiting")
    return SealMark("sealed", leaf)


def _address(found: EntryView) -> str:
    return str(address(found.register, "entry", found.code))

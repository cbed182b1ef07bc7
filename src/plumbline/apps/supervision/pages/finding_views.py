"""One finding: why it is one, what the law says, what became of it, and what a supervisor may do about it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from plumbline.apps.casework.case_reading import CaseFile, read_case
from plumbline.apps.casework.pages.record_parts import seal_mark
from plumbline.apps.casework.pages.speaking import Speaker
from plumbline.apps.casework.queries import sealed_size
from plumbline.apps.casework.queries.streams import others_of
from plumbline.apps.ledger_store.errors import CaseMoved
from plumbline.apps.ledger_store.held import HeldRecord
from plumbline.apps.ledger_store.queries import case_records
from plumbline.apps.page_parts.heads import PageHead
from plumbline.apps.page_parts.part import Act, Fact, Link
from plumbline.apps.page_parts.records import RecordLine, RecordTable
from plumbline.apps.people.access import requires
from plumbline.apps.people.queries.entries import officer_register
from plumbline.apps.supervision import actions
from plumbline.apps.supervision.beside import beside_packs
from plumbline.apps.supervision.pages.list_views import Request
from plumbline.apps.supervision.pages.wording import Words, case_link, case_url, level_word, state_word
from plumbline.apps.supervision.policies import DECIDE, FINDINGS
from plumbline.apps.supervision.queries import FindingLine, finding, place_of_finding
from plumbline.apps.supervision.queries.matters import matters_of
from plumbline.core.authority.access import may_access
from plumbline.core.authority.person import Place
from plumbline.core.cases.reserved import OPEN_CASE
from plumbline.core.oversight.errors import FindingError
from plumbline.core.oversight.finding import EXCUSE, NOTE, PROPOSE, REFUSE, SETTLE, SUPERVISE, stream_of
from plumbline.core.oversight.looking import explained
from plumbline.core.registers.register import is_officer
from plumbline.core.rules.explanation import Explanation
from plumbline.core.rules.explanation_wording import message, titles

_ACTS = {
    PROPOSE: gettext_lazy("explanation proposed"),
    EXCUSE: gettext_lazy("explanation confirmed: explained away"),
    REFUSE: gettext_lazy("explanation not confirmed"),
    SETTLE: gettext_lazy("mending accepted"),
    SUPERVISE: gettext_lazy("taken up in supervision"),
}
_NOTED = {
    "open": gettext_lazy("found by the scan"),
    "mended": gettext_lazy("done late, found by the scan"),
    "gone": gettext_lazy("no longer found by the scan"),
}


class WhyForm(forms.Form):
    """A reason, in words."""

    reason = forms.CharField(
        label=gettext_lazy("Facts and ground"),
        min_length=actions.SHORTEST,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


def place(request: HttpRequest, finding: str) -> Place:
    """Where the case of the finding of an address belongs."""
    return place_of_finding(finding)


@require_http_methods(["GET"])
@requires(FINDINGS, place=place)
def finding_page(request: Request, finding: str) -> HttpResponse:
    """The finding."""
    return _page(request, finding, WhyForm(auto_id="why_%s"))


@require_http_methods(["POST"])
@requires(DECIDE, place=place)
def decide(request: Request, finding: str) -> HttpResponse:
    """Proposes, confirms or refuses an explanation, or accepts what the organ did."""
    what, form = request.POST.get("what", ""), WhyForm(request.POST, auto_id="why_%s")
    person = request.person
    assert person is not None
    common = {"person": person, "finding": finding, "now": request.now, "today": request.today}
    with_reason: dict[str, Callable[..., str]] = {
        "propose": actions.propose_excuse,
        "refuse": actions.refuse_excuse,
        "settle": actions.settle,
    }
    try:
        if what == "confirm":
            actions.confirm_excuse(**common)  # type: ignore[arg-type]
        elif what in with_reason:
            if not form.is_valid():
                return _page(request, finding, form, what, status=422)
            with_reason[what](**common, reason=form.cleaned_data["reason"])
    except CaseMoved:
        messages.error(request, _("The scan noted something meanwhile; look at it and decide again."))
    except FindingError as error:
        messages.error(request, error.in_sentences(Words((), request.today).language))
    return HttpResponseRedirect(reverse("supervision:finding", kwargs={"finding": finding}))


def _page(request: Request, wanted: str, form: WhyForm, what: str = "", status: int = 200) -> HttpResponse:
    person = request.person
    assert person is not None
    one = finding(person, wanted, request.today)
    words = Words([one.organ], request.today)
    speak, file = words.speaker(one), read_case(one.case)
    held = case_records(stream_of(one.case))
    told = _explained(file, one, request.now)
    may = may_access(person, DECIDE, one.place, request.today)
    values: dict[str, Any] = {
        "head": _head(one, words, speak),
        "sentence": _sentence(told, file, words, speak),
        "says": words.says(one),
        "article": _article(one, words, speak),
        "gist": _gist(one, words, speak),
        "read": _read(told, file, one, speak),
        "counted": _counted(one, file),
        "records": _history(held, one, speak),
        "form": form,
        "what": what,
        "may": may,
        "may_propose": may and one.state == "open" and not one.waits,
        "may_confirm": may and one.waits and one.proposed_by != person.signs_as,
        "waits_for_other": may and one.waits and one.proposed_by == person.signs_as,
        "proposed": _proposed(held, one),
        "decide_url": reverse("supervision:decide", kwargs={"finding": one.id}),
        "case": case_link(one.case, one.number),
        "matters": [case_link(matter.case, matter.number) for matter in matters_of(one)],
        "begin_url": f"{reverse('supervision:begin')}?finding={one.id}",
    }
    return render(request, "supervision/finding.html", values, status=status)


def _head(one: FindingLine, words: Words, speak: Speaker) -> PageHead:
    procedure = speak.docket.procedure
    facts = [
        Fact(_("Organ"), words.organ(one.organ)),
        Fact(
            _("Officer's entry") if is_officer(one.case) else _("Case"),
            one.number,
            link=case_link(one.case, one.number),
        ),
        Fact(_("Procedure"), procedure.title if words.language == "zh" else procedure.english),
        Fact(_("Due or day"), words.when(one)),
        Fact(_("Found on"), speak.time(one.opened_at)),
    ]
    if one.closed_at is not None:
        facts.append(Fact(_("Closed on"), speak.time(one.closed_at)))
    if one.why:
        facts.append(Fact(_("Reason"), one.why))
    return PageHead(
        words.says(one),
        path=(Link(_("Findings"), reverse("supervision:findings")), Link(one.number)),
        words=(state_word(one),) if one.state == "open" else (state_word(one), level_word(one)),
        facts=tuple(facts),
        acts=(_way_to(one),),
    )


def _way_to(one: FindingLine) -> Act:
    if is_officer(one.case):
        return Act(_("Go to the officer's entry"), case_url(one.case), icon="user")
    return Act(_("Go to the case"), case_url(one.case), icon="folder")


def _explained(file: CaseFile, one: FindingLine, now: int) -> Explanation | None:
    """Why it is one, as of now; None where the rules no longer say so."""
    acted = {actor.officer for act in file.history.acts for actor in act.by or ()}
    officers, others = officer_register(acted), others_of(file.history.opening.case, now)
    for seen, case, verdict in explained(file.docket, file.history, now, officers, others, beside_packs):
        if seen.key == one.key:
            return file.docket.explain(case, verdict, now)
    return None


def _sentence(told: Explanation | None, file: CaseFile, words: Words, speak: Speaker) -> str:
    if told is None:
        return str(_("The rule no longer finds this: the records that follow changed it."))
    names = {id: (step.title, step.english) for id, step in file.docket.procedure.steps.items()}
    thing = partial(speak.lacking, told.judged.step)
    return message(told, titles(names, words.language), words.language, thing)


def _article(one: FindingLine, words: Words, speak: Speaker) -> Link | None:
    rule = words.rule(one)
    return speak.article(rule.basis) if rule else None


def _gist(one: FindingLine, words: Words, speak: Speaker) -> str:
    rule = words.rule(one)
    return speak.gist(rule.basis) if rule else ""


def _read(
    told: Explanation | None, file: CaseFile, one: FindingLine, speak: Speaker
) -> list[tuple[Link, str]]:
    """The records that were read, each with its day."""
    if told is None:
        return []
    there = {record.record.id for record in file.held}
    found = []
    for record in {one.id: one for one in (told.judged, *told.read)}.values():
        url = (
            reverse("casework:record", kwargs={"case": one.case, "record": record.id})
            if record.id in there and not is_officer(one.case)
            else ""
        )
        found.append((Link(speak.step_id(record.step), url), speak.short(record.day)))
    return found


def _counted(one: FindingLine, file: CaseFile) -> str:
    """The page that counts the due day, where the rule is a clock."""
    if one.rule not in file.docket.clocks or one.kind or is_officer(one.case):
        return ""
    named = {"case": one.case, "rule": one.rule, "record": one.record}
    return str(reverse("casework:clock", kwargs=named))


def _of(held: HeldRecord, one: FindingLine) -> bool:
    fields = held.record.fields
    if held.record.step == NOTE:
        parts = [str(fields["rule"]), str(fields["record"]), str(fields["kind"])]
        return "/".join(filter(None, parts)) == one.key
    return held.record.step != OPEN_CASE and fields.get("finding") == one.key


def _history(held: tuple[HeldRecord, ...], one: FindingLine, speak: Speaker) -> RecordTable:
    """What was recorded of the finding, newest first."""
    sealed = sealed_size()
    own = [record for record in held if _of(record, one)]
    speak.know(record.record.entered_by for record in own)
    lines = []
    for record in reversed(own):
        at, fields = speak.time(record.record.recorded_at), record.record.fields
        said = (
            _NOTED.get(str(fields.get("state"))) if record.record.step == NOTE else _ACTS[record.record.step]
        )
        by = record.record.entered_by
        lines.append(
            RecordLine(
                at,
                at,
                str(said or ""),
                str(fields.get("reason", "")) if record.record.step != NOTE else "",
                _("the system") if by == "system" else speak.officer(by),
                seal_mark(record.leaf, sealed),
            )
        )
    return RecordTable(lines, len(lines))


def _proposed(held: tuple[HeldRecord, ...], one: FindingLine) -> str:
    """The reason of the proposal that waits."""
    if not one.waits:
        return ""
    last = [record.record for record in held if record.record.step == PROPOSE and _of(record, one)]
    return str(last[-1].fields.get("reason", "")) if last else ""

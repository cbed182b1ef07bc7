"""Reading the release desk and what is public: frozen values for pages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from django.db.models import Count, Exists, F, Max, Model, OuterRef, Q, QuerySet

from plumbline.apps.casework.case_reading import read_case
from plumbline.apps.casework.queries import handlers_of
from plumbline.apps.disclosure import store
from plumbline.apps.disclosure.duty_lines import DutyLine
from plumbline.apps.disclosure.models import Duty, Release
from plumbline.apps.disclosure.policies import DUTY_LIST, RELEASE_READ
from plumbline.apps.disclosure.queries.open_rows import AT_ONCE, chosen, worded
from plumbline.apps.disclosure.queries.open_rows import Asked as Asked
from plumbline.apps.disclosure.queries.open_rows import GoneRow as GoneRow
from plumbline.apps.disclosure.queries.open_rows import fingerprint as fingerprint
from plumbline.apps.disclosure.queries.open_rows import gone_rows as gone_rows
from plumbline.apps.disclosure.queries.open_rows import open_rows as open_rows
from plumbline.apps.disclosure.queries.open_rows import public_keys as public_keys
from plumbline.apps.disclosure.texts import DecisionText, nobody_in, text_in
from plumbline.apps.pack_store.shelf import shelf
from plumbline.apps.questions import Question
from plumbline.apps.reminders.due import Due
from plumbline.core.authority.access import check_access, visible
from plumbline.core.authority.person import Person, Place
from plumbline.core.disclosure.duty import PROCEDURE
from plumbline.core.disclosure.publication import Publication, read_publication

PAGE: Final = 20
DESK_TABS: Final = ("due", "running", "open", "done", "undecided")


@dataclass(frozen=True, slots=True)
class ReleaseView:
    """A release at the desk; `content` is what is public, None before. `stop_day`: the last for ending the display."""

    case: str
    source: str
    stage: str
    due_day: int | None
    published_day: int | None
    extracted_by: str
    full_text: str
    stop_day: int | None
    content: Publication | None


@dataclass(frozen=True, slots=True)
class Shown:
    """A publication as the portal shows it. `gone`: withdrawn or at its end, and then nothing of its text is given."""

    key: str
    organ: str
    year: int
    publication: Publication
    published_day: int
    due_day: int | None
    stage: str
    changed_day: int | None
    reason: str
    full_text: str
    record: str
    stop_day: int | None

    @property
    def is_gone(self) -> bool:
        """Whether it was taken back or its term is over."""
        return self.stage in store.GONE


@dataclass(frozen=True, slots=True)
class ShownList:
    """A page of publications, how many there are, and counts of each choice."""

    lines: tuple[Shown, ...]
    total: int
    page: int
    pages: int
    kinds: tuple[tuple[str, int], ...] = ()
    organs: tuple[tuple[str, str, int], ...] = ()
    years: tuple[tuple[int, int], ...] = ()


def place_of_release(case: str) -> Place:
    """Where a release belongs; raises CaseNotFound."""
    return read_case(case).place


def duties(person: Person, today: int, organ: str = "") -> list[DutyLine]:
    """Every decision in reach with its release, what is due first at the top."""
    rows = _reached(Duty.objects.all(), person, today)
    if organ:
        rows = rows.filter(organ=organ)
    found = list(rows.order_by(F("due_day").asc(nulls_last=True), "number"))
    releases: dict[str, list[Release]] = {}
    for one in Release.objects.filter(source__in=[row.case for row in found]).order_by("case"):
        releases.setdefault(one.source, []).append(one)
    return [_duty_line(row, _standing(releases.get(row.case, ()))) for row in found]


def duty_of(case: str) -> DutyLine | None:
    """The duty that a case's decision makes, whoever asks; for the case page."""
    rows = _DUTY(case)
    if not rows:
        return None
    releases = [Release(*one) for one in _RELEASE(case)]
    return _duty_line(Duty(*rows[0]), _standing(releases))


def _whole(table: type[Model]) -> list[str]:
    return [field.attname for field in table._meta.concrete_fields]


_DUTY: Final = Question(lambda case: Duty.objects.filter(case=case).values_list(*_whole(Duty)))
_RELEASE: Final = Question(
    lambda source: Release.objects.filter(source=source).order_by("case").values_list(*_whole(Release))
)


def release_of(person: Person, case: str, today: int) -> ReleaseView | None:
    """The release for its page, None where the case is none; raises AccessRefused."""
    row: Release | None = Release.objects.filter(case=case).first()
    if row is None:
        return None
    check_access(person, RELEASE_READ, Place(row.organ, row.division, row.case), today)
    names = [name for name in ReleaseView.__dataclass_fields__ if name != "content"]
    return ReleaseView(**{name: getattr(row, name) for name in names}, content=read_publication(row.content))


def text_of(source: str) -> DecisionText:
    """The text of the decision of a case with its proposals; raises NoPaper, Classified."""
    file = read_case(source)
    return text_in(file, shelf().duties[file.history.opening.procedure])


def due_until(last: int) -> Iterator[Due]:
    """Duties whose release nobody has begun; once begun the clock of its own case reminds."""
    # One that was broken off before its decision was stated has no clock yet, so the duty goes on reminding.
    begun = Release.objects.filter(source=OuterRef("case")).exclude(stage="begun", due_day=None)
    # What was taken back answers for the decision that fell, not for one that was made after it.
    begun = begun.exclude(stage="withdrawn", decided_day__lt=OuterRef("decided_day"))
    waiting = Duty.objects.filter(due_day__lte=last, never="", told_day=None)
    rows = waiting.exclude(Exists(begun)).order_by("case")
    for row in rows:
        docket = shelf().docket(PROCEDURE, row.field or None, row.division or None)
        rule = docket.rule_on(row.rule, row.decided_day)
        yield Due(
            row.case,
            row.number,
            row.organ,
            row.division,
            f"disclosure/{row.rule}",
            rule.says,
            rule.english or rule.says,
            row.due_day or last,
            handlers_of(row.case),
        )


def shown(key: str) -> Shown | None:
    """A publication that is public or was."""
    row = Release.objects.filter(case=key, stage__in=(*store.PUBLIC, *store.GONE)).first()
    return _shown(row) if row is not None and row.published_day is not None else None


def newer(key: str) -> str | None:
    """The publication that took this one's place: of the same decision, published later."""
    row = Release.objects.filter(case=key).first()
    if row is None:
        return None
    later = Release.objects.filter(source=row.source, stage__in=store.PUBLIC).exclude(case=key)
    found: str | None = later.order_by("-published_day").values_list("case", flat=True).first()
    return found


def search(asked: Asked) -> ShownList:
    """Publications by words and choices; withdrawn ones stay listed, those whose term is over do not."""
    everything = Release.objects.filter(stage__in=(*store.PUBLIC, "withdrawn")).exclude(published_day=None)
    everything = worded(everything, asked)
    rows = chosen(everything, asked)
    total = rows.count()
    pages = max(1, -(-total // PAGE))
    page = min(max(asked.page, 1), pages)
    order = ("-decided_day", "case") if asked.newest_decided else ("-published_day", "case")
    lines = tuple(_shown(row) for row in rows.order_by(*order)[(page - 1) * PAGE : page * PAGE])
    return ShownList(lines, total, page, pages, *_counts(everything, asked))


def public_of_organisations(cases: Sequence[str]) -> tuple[tuple[Shown, ...], int]:
    """Of these cases the decisions on organisations that are public: the newest of them, and how many there are."""
    found: list[Release] = []
    for start in range(0, len(cases), AT_ONCE):
        named = cases[start : start + AT_ONCE]
        rows = Release.objects.filter(source__in=named, stage__in=store.PUBLIC).exclude(party="")
        found += rows.exclude(published_day=None)
    found.sort(key=lambda one: (-(one.published_day or 0), one.case))
    return tuple(_shown(one) for one in found[:PAGE]), len(found)


def figures(year: int | None = None) -> list[tuple[str, str, str, int]]:
    """How many publications of each organ and kind: organ, name, kind, count."""
    rows = Release.objects.filter(stage__in=store.PUBLIC)
    if year is not None:
        rows = rows.filter(year=year)
    grouped = rows.values("organ", "kind").annotate(name=Max("organ_name"), n=Count("*"))
    return [(one["organ"], one["name"], one["kind"], one["n"]) for one in grouped.order_by("organ", "kind")]


def years() -> list[int]:
    """The years of which something is public, newest first."""
    found = Release.objects.filter(stage__in=store.PUBLIC).values_list("year", flat=True).distinct()
    return sorted((one for one in found if one is not None), reverse=True)


def changed_last() -> int:
    """The day on which anything public changed last; 0 for never."""
    found = Release.objects.aggregate(a=Max("published_day"), b=Max("changed_day"))
    return max(found["a"] or 0, found["b"] or 0)


def _counts(
    rows: QuerySet[Release], asked: Asked
) -> tuple[tuple[tuple[str, int], ...], tuple[tuple[str, str, int], ...], tuple[tuple[int, int], ...]]:
    """How many each choice would leave, the other choices kept."""
    kinds = chosen(rows, asked, "kind").values("kind").annotate(n=Count("*")).order_by("kind")
    organs = (
        chosen(rows, asked, "organ")
        .values("organ")
        .annotate(name=Max("organ_name"), n=Count("*"))
        .order_by("organ")
    )
    by_year = chosen(rows, asked, "year").values("year").annotate(n=Count("*")).order_by("-year")
    return (
        tuple((one["kind"], one["n"]) for one in kinds),
        tuple((one["organ"], one["name"], one["n"]) for one in organs),
        tuple((one["year"], one["n"]) for one in by_year),
    )


def _reached(rows: QuerySet[Duty], person: Person, today: int) -> QuerySet[Duty]:
    what = visible(person, DUTY_LIST, today)
    if what.everything:
        return rows
    reached = Q(organ__in=what.organs)
    for beginning in what.divisions:
        reached |= Q(division__startswith=beginning)
    return rows.filter(reached)


_OF_DUTY: Final = (
    "case",
    "number",
    "cause",
    "organ",
    "kind",
    "decided_day",
    "due_day",
    "working",
    "never",
    "told_day",
)


def _duty_line(row: Duty, release: Release | None) -> DutyLine:
    decided = release.decided_day if release else None
    return DutyLine(
        **{name: getattr(row, name) for name in _OF_DUTY},
        release=release.case if release else "",
        stage=release.stage if release else "",
        published_day=release.published_day if release else None,
        public_number=release.number if release else "",
        anew=release is not None
        and release.stage == "withdrawn"
        and (decided or row.decided_day) < row.decided_day,
        unasked=not row.outcome and not row.never,
        stop_day=release.stop_day if release else None,
    )


def _standing(releases: Sequence[Release]) -> Release | None:
    """Of the releases of one decision, oldest first, the one that counts: what was taken back gives way."""
    found: Release | None = None
    for one in releases:
        if found is None or found.stage in store.GONE or one.stage not in store.GONE:
            found = one
    return found


def _shown(row: Release) -> Shown:
    told = read_publication(row.content)
    assert told is not None
    assert row.published_day is not None
    return Shown(
        row.case,
        row.organ,
        row.year or 0,
        told,
        row.published_day,
        row.due_day,
        row.stage,
        row.changed_day,
        nobody_in(row.reason),
        row.full_text,
        row.record,
        row.stop_day,
    )

"""What goes on besides the cases: the pages of the demo have something on them."""

from collections import Counter

import pytest
from bs4 import BeautifulSoup
from tests.builders.signing_in import NOW, signed_in
from tests.builders.small_pack import day

from plumbline.apps.case_file.queries import FilesAsked, files
from plumbline.apps.casework.models import CaseStanding
from plumbline.apps.casework.queries import awaited_from, shared_cases
from plumbline.apps.ledger_store.actions import enter_all
from plumbline.apps.legality.queries.reviews import Asked, reviews
from plumbline.apps.pack_store.shelf import shelf
from plumbline.apps.people.queries import deputises, login_of, persons_of
from plumbline.apps.public_service.models import Rating
from plumbline.site.demo.desks import set_up_desks
from plumbline.site.demo.filming import RECORDER, filmed
from plumbline.site.demo.institutions import MATTERS
from plumbline.site.demo.life import ARCHIVED, go_on
from plumbline.site.demo.living import living_entries
from plumbline.site.demo.numbers import register_case_numbers
from plumbline.site.demo.people import JUSTICE, settle
from plumbline.site.demo.public_letters import RATINGS, send_letters

pytestmark = [pytest.mark.database, pytest.mark.django_db(transaction=True)]
TODAY = day("2026-09-21")
BEGUN = 400


def plays(case: str) -> None:
    """A film beside what happened in it, handed out in parts, with a still; a recording after it."""
    desk = signed_in("demo-officer")
    page = BeautifulSoup(desk.get(f"/cases/{case}/recordings/").content, "html.parser")
    marked = [one.get_text(" ", strip=True) for one in page.select("[data-pl-seek]")]
    assert len(marked) == 3, marked  # the card is shown, the inspection begins and ends
    (film,) = page.select("video")
    part = desk.get(film["src"], headers={"Range": "bytes=0-99"})
    assert (part.status_code, part["Content-Type"]) == (206, "video/webm")
    part.close()
    assert desk.get(film["poster"])["Content-Type"] == "image/webp"
    link = page.select(".pl-marks a[href*='play=']")[-1]["href"]
    other = desk.get(f"/cases/{case}/recordings/{link}")
    assert len(BeautifulSoup(other.content, "html.parser").select("audio")) == 1
    held = BeautifulSoup(desk.get("/recordings/read-out/").content, "html.parser").get_text()
    assert f"{RECORDER}_2026" in held


def test_somebody_is_away_an_approval_waits_files_are_kept_and_a_guest_sees_two_cases(settings) -> None:
    settings.DEMO = True
    settings.SUPERVISING_ORGAN = JUSTICE
    settings.CLOCK = lambda: NOW
    begun = NOW - BEGUN * 86_400_000_000
    organs = settle(begun, TODAY - BEGUN)
    drafts = []
    for at, wanted in living_entries(organs, shelf(), NOW, cases=40):
        enter_all(wanted, now=at)
        drafts += [one.draft for one in wanted]
    register_case_numbers(drafts, {organ.code: organ.short for organ in organs})
    go_on(NOW, TODAY)
    head, second, officer, guest = (
        persons_of(login_of(f"demo-{name}"), TODAY)[0]
        for name in ("agency-head", "officer-2", "officer", "group-guest")
    )
    assert deputises(officer.signs_as, second.signs_as, TODAY)
    assert [one.step_zh for one in awaited_from(second.signs_as)] == ["立案"]
    kept = files(head, FilesAsked("kept"), TODAY)
    assert 0 < kept.total <= ARCHIVED
    assert kept.counts["lent"] == 1
    assert len(shared_cases(guest)) == 2
    assert signed_in("demo-group-guest").get("/shared/").status_code == 200
    set_up_desks(NOW, TODAY)
    waiting = reviews(persons_of(login_of("demo-reviewer"), TODAY)[0], Asked(), TODAY)
    assert {one.procedure for one in waiting.lines} >= {
        "legal.review",
        "legality.normative",
        "legality.contract",
    }
    assert waiting.counts["unit"] >= 1
    others = {one.procedure for one in MATTERS}
    assert CaseStanding.objects.filter(procedure__in=others).count() == len(MATTERS)
    plays(filmed(NOW, TODAY))
    send_letters(NOW, TODAY)
    sent = Counter(CaseStanding.objects.values_list("procedure", flat=True))
    assert [sent[one] for one in ("complaint", "suggestion", "information.request")] == [2, 2, 2]
    assert 0 < sent["inspection.rating"] <= RATINGS
    assert sent["service.rating"] == 1
    assert sent["inspection.rating"] + 1 == Rating.objects.count()
    supervised = signed_in("demo-supervisor").get("/cases/?procedure=complaint").content.decode()
    assert "行政执法投诉举报" in supervised
    assert "行政执法投诉举报" not in signed_in("demo-officer").get("/cases/").content.decode()

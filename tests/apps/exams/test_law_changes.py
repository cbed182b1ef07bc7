"""Questions whose article changed are put in doubt by the nightly job, and no others. The texts here are invented."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from tests.builders.exams import bank_of, wording
from tests.builders.history import instant

from plumbline.apps.exams.actions.law_changes import doubt_what_changed
from plumbline.apps.exams.models import ExamQuestion
from plumbline.apps.exams.queries.reading import question_of
from plumbline.apps.jobs.registry import task_named
from plumbline.apps.pack_store.actions import import_files, open_for_import, statute_files
from plumbline.apps.pack_store.shelf import shelf
from plumbline.core.clocks.civil import parse_day
from plumbline.core.exams.law_seen import Sight, change_of

pytestmark = [pytest.mark.django_db]
OLD, NEW = "2007年5月29日 通过", "2026年4月29日 修订"
REGULATION = "行政复议法实施条例"
"""Its edition of 2007 holds until 2026-06-30, that of 2026 from the next day on."""


def statute(heading: str, eighth: str) -> str:
    return (
        f"# 中华人民共和国{REGULATION}\n\n{heading}\n\n第八条 {eighth}\n\n第九条 虚构的第九条，从未改动。\n"
    )


@pytest.fixture
def library(settings: Any, tmp_path: Path) -> Path:
    settings.LIBRARY = tmp_path / "library"
    return tmp_path / "texts"


def imported(folder: Path, settings: Any, **texts: str) -> None:
    """As `plumbline law import` does it."""
    folder.mkdir(exist_ok=True)
    for name, text in texts.items():
        (folder / f"{name}.md").write_text(text, "utf-8")
    list(import_files(open_for_import(settings.LIBRARY), shelf().registry, statute_files(folder)))


def asked(*articles: str) -> list[str]:
    """Questions written and passed on 2026-06-10, one an article."""
    told = [wording(place, f"{REGULATION} {one}") for place, one in enumerate(articles)]
    return bank_of(told, now=instant("2026-06-10 09:00"), today=parse_day("2026-06-10"))


def looked(day: str) -> int:
    return doubt_what_changed(now=instant(f"{day} 05:10"), today=parse_day(day))


def states() -> list[str]:
    return list(ExamQuestion.objects.order_by("basis").values_list("state", flat=True))


def test_only_what_reads_otherwise_in_the_new_edition_is_doubted(library: Path, settings: Any) -> None:
    imported(library, settings, old=statute(OLD, "虚构的旧文。"), new=statute(NEW, "虚构的新文。"))
    eighth, _ninth = asked("§8", "§9")
    assert looked("2026-06-30") == 0
    assert looked("2026-07-01") == 1
    assert states() == ["doubted", "in_use"]
    version = question_of(eighth).newest
    assert version.note == "系统比对法规库：复议条例 §8新版本的文字与命题时不同"
    assert looked("2026-07-02") == 0


def test_the_first_look_after_the_change_knows_when_a_question_was_written(
    library: Path, settings: Any
) -> None:
    imported(library, settings, old=statute(OLD, "虚构的旧文。"), new=statute(NEW, "虚构的新文。"))
    asked("§8", "§9")
    assert looked("2026-07-01") == 1


def test_without_the_texts_a_new_edition_puts_in_doubt_what_cites_it(library: Path) -> None:
    asked("§8", "§9")
    assert looked("2026-06-30") == 0
    assert looked("2026-07-01") == 2


def test_an_article_cited_of_an_edition_that_ended_is_doubted(library: Path) -> None:
    bank_of([wording(0, "复议条例2007 §8")], now=instant("2026-06-10 09:00"), today=parse_day("2026-06-10"))
    assert looked("2026-06-30") == 0
    assert looked("2026-07-01") == 1


def test_a_text_imported_again_with_other_words_is_seen_and_a_first_one_is_not(
    library: Path, settings: Any
) -> None:
    asked("§8", "§9")
    assert looked("2026-06-11") == 0
    imported(library, settings, old=statute(OLD, "虚构的旧文。"))
    assert looked("2026-06-12") == 0, "a text that was not there before is no change"
    imported(library, settings, old=statute(OLD, "虚构的旧文，错字改正。"))
    assert looked("2026-06-13") == 1
    assert states() == ["doubted", "in_use"]


def test_the_job_runs_every_night() -> None:
    assert task_named("exams.doubt_changed").schedule is not None


@pytest.mark.parametrize(
    ("before", "now", "change"),
    [
        (Sight("2007", "a"), Sight("2007", "a"), None),
        (Sight("2007", "a"), Sight("2026", "a"), None),
        (Sight("2007", "a"), Sight("2026", "b"), "words"),
        (Sight("2007", "a"), Sight("2007", "b"), "corrected"),
        (Sight("2007", ""), Sight("2007", "b"), None),
        (Sight("2007", "a"), Sight("2026", ""), "edition"),
        (Sight("2007", "a"), Sight(""), "repealed"),
        (Sight(""), Sight("2026", "b"), None),
    ],
)
def test_what_counts_as_a_change(before: Sight, now: Sight, change: str | None) -> None:
    assert change_of(before, now) == change

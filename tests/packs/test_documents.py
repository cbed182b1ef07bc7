"""The document kinds of the packs: complete, cited, and each fits the steps that name it."""

from decimal import Decimal
from pathlib import Path

import pytest
from tests.builders.filled_document import full, kinds

from plumbline.core.goods.entries import NOTICE_PAPER
from plumbline.core.procedures.definition import Procedure
from plumbline.core.procedures.document_kind import Layout, placeholders
from plumbline.core.procedures.kept_packs import kept_packs
from plumbline.core.procedures.load_documents import check_documents
from plumbline.core.procedures.pack_set import PackSet
from plumbline.core.reports.compose import Filling, compose
from plumbline.core.reports.document import Blank, plain_text

PACKS = Path(__file__).resolve().parents[2] / "packs"
INTERNAL = {"集体讨论笔录", "法制审核意见书", "案件审核意见书"}


@pytest.fixture(scope="module")
def packs() -> PackSet:
    return kept_packs(PACKS)


def every_procedure(packs: PackSet) -> list[Procedure]:
    return [packs.procedure(id) for id in packs.ids] + [
        packs.procedure(layer.layer_of, layer.field, layer.division) for layer in packs.layers
    ]


def test_steps_and_texts_fit(packs: PackSet) -> None:
    table = packs.figures.table
    assert table is not None
    check_documents(kinds(), every_procedure(packs), table.figures)


def test_every_kind_is_named_by_a_step_or_a_rule(packs: PackSet) -> None:
    named = {d for p in every_procedure(packs) for step in p.steps.values() for d in step.documents}
    named |= {
        d for p in every_procedure(packs) for rule in p.rules for d in getattr(rule.body, "documents", ())
    }
    assert set(kinds().by_title) == named | {NOTICE_PAPER}


def test_deliberation_is_internal() -> None:
    for title in INTERNAL:
        assert kinds().kind(title).is_internal, title


def test_nothing_that_leaves_the_organ_is_internal() -> None:
    for kind in kinds().by_title.values():
        if kind.layout in (Layout.LETTER, Layout.NOTICE):
            assert not kind.is_internal, kind.title


def test_what_is_served_is_numbered_and_sealed() -> None:
    for kind in kinds().by_title.values():
        if kind.layout in (Layout.LETTER, Layout.NOTICE):
            assert kind.series, kind.title
            assert kind.sealed, kind.title


def test_remedies_are_told_with_figures_of_the_packs() -> None:
    for kind in kinds().by_title.values():
        if kind.remedies:
            figures = {part.name for part in placeholders(kind) if part.root == "figure"}
            assert "reconsideration-days" in figures, kind.title


def test_what_only_other_bodies_make_has_no_text_of_ours() -> None:
    for kind in kinds().by_title.values():
        assert (kind.body == ()) is (kind.made_by != "organ"), kind.title


@pytest.mark.parametrize("title", kinds().titles)
def test_a_full_case_leaves_nothing_missing(title: str) -> None:
    composed = compose(kinds().kind(title), full(kinds().kind(title)))
    assert composed.missing == ()
    assert title in plain_text(composed.document)


@pytest.mark.parametrize("title", kinds().titles)
def test_an_empty_case_leaves_room_and_tells_what_is_missing(title: str) -> None:
    kind = kinds().kind(title)
    composed = compose(kind, Filling())
    wanted = {part.path for part in placeholders(kind)}
    assert wanted <= {m.path for m in composed.missing}
    assert all("." not in m.title or m.path.split(".")[0] not in ("organ", "ask") for m in composed.missing)


@pytest.mark.parametrize(
    ("title", "step", "kind"),
    [("行政处罚决定书", "decide", "heaviest_kind"), ("当场行政处罚决定书", "fill_decision", "kind")],
)
@pytest.mark.parametrize(
    ("fine", "told", "speaks"),
    [
        (None, "warning", False),
        (Decimal(0), "warning", False),
        (Decimal(500), "warning", True),
        (None, None, True),
    ],
    ids=["warning alone", "a fine of nought", "warning and fine", "not stated"],
)
def test_a_decision_without_a_fine_says_nothing_of_paying_it(title, step, kind, fine, told, speaks) -> None:
    """What is stated goes without a fine, or the fine is nought; where nobody said it, room is left as ever."""
    paper = kinds().kind(title)
    filling = full(paper)
    filling.facts.update({f"{step}.fine": fine, f"{step}.{kind}": told})  # type: ignore[attr-defined]
    written = plain_text(compose(paper, filling).document)
    for words in ("罚款金额", "罚款应当自收到"):
        assert (words in written) is speaks, words
    assert "零元" not in written
    assert "申请行政复议" in written


def test_a_missing_fact_is_room_and_never_words() -> None:
    kind = kinds().kind("行政处罚决定书")
    filling = full(kind)
    del filling.facts["decide.fine"]  # type: ignore[attr-defined]
    composed = compose(kind, filling)
    assert [m.path for m in composed.missing] == ["decide.fine"]
    assert any(Blank(12) in getattr(p, "text", ()) for p in composed.document.parts)

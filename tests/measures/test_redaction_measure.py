"""The finder of personal data on sixty of the invented decisions: the score does not fall. `make drill` takes all."""

import re
from dataclasses import fields
from types import ModuleType

import pytest

from measures.redaction import (
    held_2,
    held_2_pieces,
    held_3_pieces,
    held_3_world,
    held_5,
    held_5_world,
    held_6,
    held_6_world,
    held_out,
    templates,
)
from measures.redaction.generator import TOLD_WHOLE, Words, decisions
from measures.redaction.paper import SLOT, Duty
from plumbline.core.disclosure.redaction import find_personal
from redaction_score import NUMBERS, Score, judge, measure

SAMPLE = 60


@pytest.fixture(scope="module")
def score() -> Score:
    return measure(lambda one: list(find_personal(one.text)), SAMPLE)


def test_recall_and_precision_do_not_fall_below_what_was_measured(score: Score) -> None:
    """A little below the last figures of docs/drills/redaction.md; raise them when the finder gets better."""
    assert score.recall(*NUMBERS) == 1
    assert score.recall("name") >= 0.99
    assert score.recall("address") >= 0.99
    assert score.precision >= 0.98


def test_words_held_back_score_as_they_did() -> None:
    held = measure(lambda one: list(find_personal(one.text)), SAMPLE, words=Words.HELD)
    assert held.recall(*NUMBERS) == 1
    assert held.recall("name") >= 0.98
    assert held.precision >= 0.97
    sixth = measure(lambda one: list(find_personal(one.text)), SAMPLE, words=Words.HELD_5)
    assert sixth.recall(*NUMBERS) == 1
    assert sixth.recall("name") >= 0.98
    assert sixth.precision >= 0.98
    eighth = measure(lambda one: list(find_personal(one.text)), SAMPLE, words=Words.HELD_7)
    assert eighth.recall(*NUMBERS) == 1
    assert eighth.recall("name") >= 0.98
    assert eighth.precision >= 0.98
    ninth = measure(lambda one: list(find_personal(one.text)), SAMPLE, words=Words.HELD_8)
    assert ninth.recall(*NUMBERS) == 1
    assert ninth.recall("contact") == 1
    assert ninth.recall("name") >= 0.98
    assert ninth.precision >= 0.97
    tenth = measure(lambda one: list(find_personal(one.text)), SAMPLE, words=Words.HELD_9)
    assert tenth.recall(*NUMBERS) >= 0.99
    assert tenth.recall("contact") == 1
    assert tenth.recall("address") >= 0.97
    assert tenth.recall("name") >= 0.98
    assert tenth.precision >= 0.98
    eleventh = measure(lambda one: list(find_personal(one.text)), SAMPLE, words=Words.HELD_10)
    assert eleventh.recall(*NUMBERS) == 1
    assert eleventh.recall("address") >= 0.96
    assert eleventh.recall("name") >= 0.99
    assert eleventh.precision >= 0.98
    twelfth = measure(lambda one: list(find_personal(one.text)), SAMPLE, words=Words.HELD_11)
    assert twelfth.recall(*NUMBERS) == 1
    assert twelfth.recall("address") >= 0.95
    assert twelfth.recall("name") >= 0.99
    assert twelfth.precision >= 0.98
    thirteenth = measure(lambda one: list(find_personal(one.text)), SAMPLE, words=Words.HELD_12)
    assert thirteenth.recall(*NUMBERS) == 1
    assert thirteenth.recall("address") >= 0.95
    assert thirteenth.recall("name") >= 0.985
    assert thirteenth.precision >= 0.97
    fourteenth = measure(lambda one: list(find_personal(one.text)), SAMPLE, words=Words.HELD_13)
    assert fourteenth.recall(*NUMBERS) == 1
    assert fourteenth.recall("address") >= 0.99
    assert fourteenth.recall("name") >= 0.985
    assert fourteenth.precision >= 0.98
    fifteenth = measure(lambda one: list(find_personal(one.text)), SAMPLE, words=Words.HELD_14)
    assert fifteenth.recall(*NUMBERS) == 1
    assert fifteenth.recall("address") >= 0.98
    assert fifteenth.recall("name") >= 0.98
    assert fifteenth.precision >= 0.98


@pytest.mark.parametrize(
    ("words", "least"),
    [(Words.HELD_4, 600), (Words.HELD_8, 400), (Words.HELD_9, 400), (Words.HELD_10, 1_900)],
)
def test_a_set_that_is_told_whole_points_at_what_it_says(words: Words, least: int) -> None:
    told = list(decisions(words=words))
    assert len(told) > least
    for one in told:
        said = {"".join(one.text[piece.start : piece.end].split()) for piece in one.key}
        assert not one.party or "".join(one.party.split()) in said
        assert all(0 <= piece.start < piece.end <= len(one.text) for piece in one.key)


@pytest.mark.parametrize("words", [one for one in Words if one not in TOLD_WHOLE])
def test_the_same_seed_makes_the_same_decisions_and_the_key_points_at_them(words: Words) -> None:
    first = list(decisions(5, words=words))
    assert first == list(decisions(5, words=words))
    assert first != list(decisions(5, seed=1, words=words))
    for one in first:
        assert not one.party or one.party in {one.text[piece.start : piece.end] for piece in one.key}
        assert words in (Words.HELD_5, Words.HELD_6) or {piece.duty for piece in one.key} == set(Duty)


@pytest.mark.parametrize(("told", "world"), [(held_5, held_5_world), (held_6, held_6_world)])
def test_sets_of_whole_papers_have_papers_enough_and_fill_every_slot(
    told: ModuleType, world: ModuleType
) -> None:
    slots = {slot[1] for paper in told.papers() for slot in SLOT.finditer(paper)}
    bare = {slot.rpartition("_")[0] if slot[-1].isdigit() else slot for slot in slots}
    assert bare == set(world.MAKERS)
    assert len(set(told.papers())) >= 25


def test_the_two_sets_of_whole_papers_share_no_sentence() -> None:
    first, second = (
        {part for paper in one.papers() for part in re.split(r"[。\n]", paper) if len(part) > 24}
        for one in (held_5, held_6)
    )
    assert len(second) > 80
    assert not first & second


def test_the_second_held_back_set_shares_no_sentence_with_the_others_and_fills_every_slot() -> None:
    told = {
        sentence for kind in held_2.KINDS for part in fields(kind) for sentence in getattr(kind, part.name)
    }
    told |= {*held_2.ANY, *held_2.TRAPS}
    for other in (templates, held_out):
        assert not told & {one for part in vars(other).values() if isinstance(part, tuple) for one in part}
    slots = {slot[1] for sentence in told for slot in SLOT.finditer(sentence)}
    assert slots - {"party", "other"} <= set(held_2.MAKERS)
    assert set(held_2_pieces.PLACES) <= slots


def test_the_third_held_back_set_shares_no_sentence_with_the_others_and_fills_every_slot() -> None:
    words = held_3_pieces.told()
    told = {one["text"] for one in words["skeletons"]}
    told |= {one for part in ("person", "firm", "inserts", "traps") for one in words[part]}
    told |= {end for kind in words["kinds"].values() for end in kind["ends"]}
    others = [*(vars(other) for other in (templates, held_out, held_2))]
    others += [{part.name: getattr(kind, part.name) for part in fields(kind)} for kind in held_2.KINDS]
    for other in others:
        assert not told & {
            one for part in other.values() if type(part) is tuple for one in part if type(one) is str
        }
    slots = {slot[1] for sentence in told for slot in SLOT.finditer(sentence)}
    assert slots - {"organ", "law"} == set(held_3_world.MAKERS)
    assert len(words["skeletons"]) >= 60
    assert {one["kind"] for one in words["skeletons"]} == set(words["kinds"])
    assert {one["sector"] for one in words["skeletons"]} == set(words["codes"]) == set(words["statutes"])


def test_what_a_wrong_span_lay_on_is_counted_and_what_was_covered_in_part() -> None:
    class First:
        start, end, kind = 0, 3, "name"

    one = next(decisions(1, words=Words.HELD_2))
    score = Score()
    judge(score, one, [First()])
    assert score.lay_on == {("name", "organisation"): 1}
    planted = next(piece for piece in one.key if piece.kind == "name" and piece.duty is Duty.HIDE)
    First.start, First.end = planted.start, planted.start + 1
    score = Score()
    judge(score, one, [First()])
    assert sum(tally.partly for tally in score.forms.values()) == 1


def test_a_finder_that_finds_nothing_or_everything_scores_badly() -> None:
    class Everything:
        start, kind = 0, "name"

        def __init__(self, text: str) -> None:
            self.end = len(text)

    assert measure(lambda one: [], 3).recall(*NUMBERS, "name") == 0
    assert measure(lambda one: [Everything(one.text)], 3).precision == 0

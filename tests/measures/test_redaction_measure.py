"""The finder of personal data on sixty of the invented decisions: the score does not fall. `make drill` takes all."""

import pytest

from measures.redaction.generator import decisions
from measures.redaction.paper import Duty
from plumbline.core.disclosure.redaction import find_personal
from redaction_score import NUMBERS, Score, measure

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


def test_words_that_nobody_tuned_to_score_as_they_did() -> None:
    held = measure(lambda one: list(find_personal(one.text)), SAMPLE, held=True)
    assert held.recall(*NUMBERS) == 1
    assert held.recall("name") >= 0.98
    assert held.precision >= 0.97


def test_the_same_seed_makes_the_same_decisions_and_the_key_points_at_them() -> None:
    first = list(decisions(5))
    assert first == list(decisions(5))
    assert first != list(decisions(5, seed=1))
    for one in first:
        assert not one.party or one.party in {one.text[piece.start : piece.end] for piece in one.key}
        assert {piece.duty for piece in one.key} == set(Duty)


def test_a_finder_that_finds_nothing_or_everything_scores_badly() -> None:
    class Everything:
        start, kind = 0, "name"

        def __init__(self, text: str) -> None:
            self.end = len(text)

    assert measure(lambda one: [], 3).recall(*NUMBERS, "name") == 0
    assert measure(lambda one: [Everything(one.text)], 3).precision == 0

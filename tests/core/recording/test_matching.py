"""Footage and acts by time: what is found covers exactly what it should, over any stretches."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from plumbline.core.recording.matching import SECOND, Stretch, gaps, matches, put_right

INSTANTS = st.integers(0, 400)


@st.composite
def stretches(draw: st.DrawFn, id: str = "x") -> Stretch:
    start, length = draw(INSTANTS), draw(st.integers(0, 120))
    return Stretch(id, start, start + length)


@given(stretches("act"), st.lists(stretches(), max_size=6))
def test_a_moment_is_in_a_gap_just_where_no_footage_lies(act: Stretch, footage: list[Stretch]) -> None:
    found = gaps(act, footage, slack=0)
    for moment in range(act.start, act.end):
        half = moment + 0.5
        told = any(start < half < end for start, end in found)
        filmed = any(one.start <= half <= one.end for one in footage)
        assert told is not filmed, (moment, found)
    assert found == sorted(found)


@given(stretches("act"), st.lists(stretches(), max_size=6), st.integers(0, 30))
def test_slack_forgives_breaks_but_never_a_beginning_or_an_end(
    act: Stretch, footage: list[Stretch], slack: int
) -> None:
    strict, lenient = gaps(act, footage, slack=0), gaps(act, footage, slack=slack)
    assert set(lenient) <= set(strict)
    for gap in set(strict) - set(lenient):
        assert gap[1] - gap[0] <= slack
        assert act.start < gap[0]
        assert gap[1] < act.end or any(one.start == act.end for one in footage)


@given(st.lists(stretches("f"), max_size=5), st.lists(stretches("a"), max_size=5))
def test_matches_are_just_the_pairs_that_touch(footage: list[Stretch], acts: list[Stretch]) -> None:
    found = matches(footage, acts)
    touching = [
        (one, act) for one in footage for act in acts if one.start <= act.end and act.start <= one.end
    ]
    assert len(found) == len(touching)
    for one in found:
        assert one.overlap == min(one.footage.end, one.act.end) - max(one.footage.start, one.act.start)
        assert one.whole == (gaps(one.act, [one.footage], slack=0) == [] or one.act.start == one.act.end)


@given(stretches(), st.integers(-500, 500))
def test_a_clock_that_was_off_is_put_right_by_as_much(footage: Stretch, ahead: int) -> None:
    right = put_right(footage, ahead)
    assert (footage.start - right.start, footage.end - right.end) == (ahead * SECOND, ahead * SECOND)
    assert put_right(right, -ahead) == footage


def test_a_film_that_ends_before_the_act_leaves_its_end() -> None:
    act = Stretch("act", 0, 600 * SECOND)
    assert gaps(act, [Stretch("film", -5 * SECOND, 599 * SECOND)]) == [(599 * SECOND, 600 * SECOND)]
    assert gaps(act, [Stretch("film", 0, 600 * SECOND)]) == []
    assert gaps(act, []) == [(0, 600 * SECOND)]

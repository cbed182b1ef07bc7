"""Places that several finders named: none is lost, none overlaps, the longest stays whole."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from plumbline.core.disclosure.span import Kind, Span, settled

PLACES = st.lists(
    st.tuples(st.integers(0, 40), st.integers(1, 12), st.sampled_from(list(Kind))).map(
        lambda one: Span(one[0], one[0] + one[1], one[2], "long_number")
    ),
    max_size=14,
)


def character_by_character(spans: list[Span]) -> dict[int, Span]:
    """Whose each character is: the longest's, the one named first on a draw."""
    owner: dict[int, Span] = {}
    for one in sorted(spans, key=lambda each: each.start - each.end):
        for place in range(one.start, one.end):
            owner.setdefault(place, one)
    return owner


@given(PLACES)
def test_each_character_belongs_to_the_longest_that_covers_it(spans: list[Span]) -> None:
    found = list(settled(spans))
    assert found == sorted(found)
    assert all(one.end <= other.start for one, other in pairwise(found))
    owner = character_by_character(spans)
    told = {place: one.kind for one in found for place in range(one.start, one.end)}
    assert told == {place: one.kind for place, one in owner.items()}


@given(PLACES)
def test_the_longest_stays_whole(spans: list[Span]) -> None:
    found = list(settled(spans))
    if spans:
        assert max(spans, key=lambda one: one.end - one.start) in found

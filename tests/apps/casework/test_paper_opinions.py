"""Which boxes of papers a chain of approval fills, held against the papers of the packs."""

from tests.builders.filled_document import kinds

from plumbline.apps.casework.paper_opinions import _BOXES
from plumbline.core.procedures.document_kind import Boxes

OF_OTHERS = {
    "主要负责人（集体讨论）意见",  # the meeting's
    "基准制定机关意见",
    "所属行政机关意见",
    "审查机构负责人",  # the review's own record says who
    "审核机构负责人",
    "法制审核机构负责人",
}
"""Boxes of opinions and heads that no chain of the acting organ fills."""


def test_every_box_of_an_opinion_is_filled_by_a_chain_or_known_to_be_of_others() -> None:
    titles = {
        title
        for one in kinds().titles
        for block in kinds().kind(one).body
        if isinstance(block, Boxes)
        for title in block.titles
    }
    assert set(_BOXES) <= titles, "boxes that no paper has any more"
    asked = {one for one in titles if "负责人" in one or one.endswith(("意见", "审核"))}
    assert asked - set(_BOXES) == OF_OTHERS

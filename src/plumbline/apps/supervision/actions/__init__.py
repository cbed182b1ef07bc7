"""Writing of supervision: scanning, and what supervisors decide about findings."""

from plumbline.apps.supervision.actions.campaigns import CampaignPlan, act_in, enter_problem, open_campaign
from plumbline.apps.supervision.actions.counting import count_board
from plumbline.apps.supervision.actions.deciding import (
    SHORTEST,
    confirm_excuse,
    propose_excuse,
    refuse_excuse,
    settle,
)
from plumbline.apps.supervision.actions.digests import make_digests
from plumbline.apps.supervision.actions.instruments import Matter, begin
from plumbline.apps.supervision.actions.reviewing import (
    Plan,
    answer_objection,
    draw_files,
    enter_sheet,
    object_to_result,
    open_round,
    publish_list,
    show_round,
    tell_result,
)
from plumbline.apps.supervision.actions.scanning import Changed, Scanned, scan_all, tick

__all__ = [
    "SHORTEST",
    "CampaignPlan",
    "Changed",
    "Matter",
    "Plan",
    "Scanned",
    "act_in",
    "answer_objection",
    "begin",
    "confirm_excuse",
    "count_board",
    "draw_files",
    "enter_problem",
    "enter_sheet",
    "make_digests",
    "object_to_result",
    "open_campaign",
    "open_round",
    "propose_excuse",
    "publish_list",
    "refuse_excuse",
    "scan_all",
    "settle",
    "show_round",
    "tell_result",
    "tick",
]

"""An act that came when a right had run out is told as a breach; it opens no limit of its own."""

from tests.builders.history import CaseBuilder, docket_of, instant

from plumbline.core.cases.standing import clock_states
from plumbline.core.vocabulary import Outcome


def test_an_act_that_came_too_late_stands_among_no_limits() -> None:
    case = CaseBuilder(docket_of("peoples.mediation"), "2026-03-02 09:00")
    case.act("agree", "2026-03-03 09:00")
    case.act("apply_confirmation", "2026-05-04 09:00")
    now = instant("2026-05-05 09:00")
    verdicts = case.docket.judge(case.history().folded(now), now, None)
    late = [one for one in verdicts if one.reason == "barred"]
    assert [one.outcome for one in late] == [Outcome.VIOLATED]
    shown = [one for one in clock_states(case.docket, case.history(), now) if one.rule.id == late[0].rule]
    assert [one.opened.step for one in shown] == ["agree"]
    assert all(one.verdict.due is not None and one.verdict.due >= one.opened.day for one in shown)

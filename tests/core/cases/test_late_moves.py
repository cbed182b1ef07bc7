"""What moves the last day of a term after that day: told with the day, never refused, and the term stays."""

from decimal import Decimal

from tests.builders.history import CaseBuilder, docket_of, instant

from plumbline.core.cases.belongings import belongings
from plumbline.core.cases.door import Proposal, check_act
from plumbline.core.cases.standing import probe_of
from plumbline.core.clocks.civil import parse_day
from plumbline.core.facts.officers import OfficerRegister


def test_a_deferral_after_the_last_day_to_pay_is_told_and_moves_nothing() -> None:
    case = CaseBuilder(docket_of("penalty.ordinary"), "2026-03-02 09:00", party_kind="organisation")
    case.act("decide", "2026-03-18", outcome="penalty", fine=Decimal(1000))
    case.act("serve", "2026-03-20", method="direct")
    assert warned(case, "2026-04-07 09:00") == []
    assert warned(case, "2026-04-08 09:00") == [
        "“缴清罚款”的期限已于 2026-04-07 届满，此后办理“批准延期（分期）缴纳”不再改变这一期限"
        "（本系统的计期口径，不是法条）"
    ]
    case.act("defer_payment", "2026-04-08 10:00", pay_by=parse_day("2026-05-20"))
    held = belongings(case.docket, case.history(), instant("2026-04-09 09:00"))
    assert [one.day for one in held.account.dues] == [parse_day("2026-04-07")]
    case.act("pay_fine", "2026-04-10", channel="bank")
    assert warned(case, "2026-04-11 09:00") == [], "what is paid is deferred no more"


def warned(case: CaseBuilder, at: str) -> list[str]:
    now, history = instant(at), case.history()
    probe = probe_of(case.docket, history, "defer_payment", now)
    told = type(probe)(
        **{
            **{name: getattr(probe, name) for name in probe.__slots__},
            "fields": {"pay_by": parse_day("2026-05-20")},
        }
    )
    found = check_act(case.docket, history, Proposal(told, "officer"), now, OfficerRegister({}, closed=True))
    assert not any(one.blocks for one in found)
    return [one.zh for one in found if "期限" in one.zh]

"""A tier is met when every fact it names is ticked; the range of the fine includes both ends."""

from decimal import Decimal

from plumbline.core.registers.benchmarks import Tier, facts_of, fine_within, matched

LIGHT = Tier("C1", "lighter", facts_of("首次违法、主动改正"), Decimal(0), Decimal(500))
PLAIN = Tier("C2", "ordinary", facts_of("首次违法"), Decimal(500), Decimal(2000))
HEAVY = Tier("C3", "heavier", facts_of("再次违法；造成后果"), Decimal(2000), None)
OPEN = Tier("C4", "ordinary", (), None, None)


def test_the_tier_that_names_most_of_the_facts_comes_first() -> None:
    found = matched([OPEN, HEAVY, PLAIN, LIGHT], {"首次违法", "主动改正"})
    assert [one.tier.number for one in found if one.meets] == ["C1", "C2"]
    assert found[0].missing == ()
    heavy = next(one for one in found if one.tier is HEAVY)
    assert heavy.missing == ("再次违法", "造成后果")


def test_one_missing_fact_keeps_a_tier_from_being_met() -> None:
    found = {one.tier.number: one for one in matched([LIGHT, PLAIN], {"首次违法"})}
    assert not found["C1"].meets
    assert found["C1"].missing == ("主动改正",)
    assert found["C2"].meets


def test_a_tier_without_facts_is_met_by_nobodys_facts() -> None:
    assert not matched([OPEN], {"首次违法"})[0].meets


def test_both_ends_of_the_range_belong_to_it() -> None:
    assert fine_within(PLAIN, Decimal(500))
    assert fine_within(PLAIN, Decimal(2000))
    assert not fine_within(PLAIN, Decimal("2000.01"))
    assert not fine_within(LIGHT, Decimal(-1))
    assert fine_within(HEAVY, Decimal(10**6))
    assert fine_within(OPEN, Decimal(1)) is None

"""The registry: names to keys, days to editions, citations to gists."""

import datetime as dt
from pathlib import Path

import pytest
import yaml

from plumbline.core.data_file.errors import PackErrors
from plumbline.core.data_file.nodes import read_yaml
from plumbline.core.law.citation_parser import parse_citation, parse_citations
from plumbline.core.law.errors import UnknownInstrument
from plumbline.core.law.registry import LawRegistry, load_registry, read_gists, read_instruments

LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@pytest.fixture(scope="module")
def registry(packs: Path) -> LawRegistry:
    return load_registry(packs)


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("《中华人民共和国行政处罚法》第五条", "处罚法 §5"),
        ("行政处罚法 §5", "处罚法 §5"),
        ("国办发〔2018〕118号（六）", "118号 (六)"),
        ("复议法2017 §40", "复议法2017 §40"),
        ("《行政复议法（2017年修正）》第四十条", "复议法2017 §40"),
    ],
)
def test_any_name_leads_to_the_key(registry: LawRegistry, written: str, key: str) -> None:
    assert [citation.short() for citation in registry.read(written)] == [key]


def test_an_unknown_name_is_told_with_names_like_it(registry: LawRegistry) -> None:
    with pytest.raises(UnknownInstrument) as caught:
        registry.read("行政处法 §5")
    assert "行政处罚法" in str(caught.value.data["near"])


@pytest.mark.parametrize(
    ("name", "on", "label"),
    [
        ("复议法", None, "2023"),
        ("复议法", "2023-12-31", "2017"),
        ("复议法", "2024-01-01", "2023"),
        ("复议法2017", "2026-01-01", "2017"),
        ("复议条例", "2026-06-30", "2007"),
        ("复议条例", "2026-07-01", "2026"),
        ("处罚法", "2021-07-14", None),
    ],
)
def test_the_day_chooses_the_edition(
    registry: LawRegistry, name: str, on: str | None, label: str | None
) -> None:
    edition = registry.edition(name, dt.date.fromisoformat(on) if on else None)
    assert (edition.label if edition else None) == label


@pytest.mark.parametrize(
    ("citation", "count"),
    [("处罚法 §57 ¶1(4)", 1), ("处罚法 §54-§62", 9), ("118号 (六)", 1), ("118号 三", 1), ("处罚法 §900", 0)],
)
def test_gists_are_found_for_places_articles_and_ranges(
    registry: LawRegistry, citation: str, count: int
) -> None:
    assert len(registry.gists_of(parse_citation(citation))) == count


def test_editions_of_one_instrument_do_not_overlap(registry: LawRegistry) -> None:
    for instrument in registry.instruments.values():
        for one, other in zip(instrument.editions, instrument.editions[1:], strict=False):
            assert one.last is not None, instrument.key
            assert other.first is not None, instrument.key
            assert one.last < other.first, instrument.key


def test_a_day_after_the_last_edition_has_none_and_of_two_the_newer_wins() -> None:
    text = """instruments:
  a: {name: A, editions: [{label: '1', from: 2000-01-01, to: 2009-12-31}]}
  b: {name: B, editions: [{label: '1', from: 2000-01-01}, {label: '2', from: 2010-01-01}]}
"""
    registry = LawRegistry.of(read_instruments(read_yaml(text, "instruments.yaml")))
    assert registry.edition("a", dt.date(2010, 1, 1)) is None
    newer = registry.edition("b", dt.date(2010, 1, 1))
    assert newer is not None
    assert newer.label == "2"


BAD_INSTRUMENTS = {
    "instruments: {a: {name: A}}": "lacks “editions”",
    "instruments: {a: {name: A, editions: [{lable: x}]}}": "no key “lable”",
    "instruments: {a: {name: A, editions: [{label: x, from: 2020-01-02, to: 2020-01-01}]}}": "ends before",
}


@pytest.mark.parametrize("text", BAD_INSTRUMENTS)
def test_a_slip_in_instruments_is_told(text: str) -> None:
    with pytest.raises(PackErrors, match=BAD_INSTRUMENTS[text]):
        read_instruments(read_yaml(text, "instruments.yaml"))


BAD_GISTS = {
    "{checked_on: 2026-01-01, provisions: {猫法: {§1: x}}}": "no instrument",
    "{checked_on: 2026-01-01, provisions: {处罚法: {§1-§2: x}}}": "one provision",
    "{checked_on: 2026-01-01, provisions: {处罚法: {某处: x}}}": "cites nothing",
    "{provisions: {}}": "lacks “checked_on”",
}


@pytest.mark.parametrize("text", BAD_GISTS)
def test_a_slip_in_gists_is_told(registry: LawRegistry, text: str) -> None:
    with pytest.raises(PackErrors, match=BAD_GISTS[text]):
        read_gists(read_yaml(text, "provisions.yaml"), registry)


def bases(node: object) -> list[str]:
    """Every `basis` and `permitted_by` in a loaded YAML document."""
    if isinstance(node, list):
        return [text for member in node for text in bases(member)]
    if not isinstance(node, dict):
        return []
    own = [node[key] for key in ("basis", "permitted_by") if isinstance(node.get(key), str)]
    return own + [text for value in node.values() for text in bases(value)]


def test_every_provision_a_national_procedure_cites_has_a_gist(packs: Path, registry: LawRegistry) -> None:
    lacking = set()
    for file in sorted(packs.glob("cn/**/procedures/*/*.yaml")):
        for text in bases(yaml.load(file.read_text("utf-8"), LOADER)):
            for citation in parse_citations(text):
                if not citation.place.whole and not registry.gists_of(registry.normalise(citation)):
                    lacking.add(f"{file.relative_to(packs)}: {citation}")
    assert lacking == set()


def test_gists_are_our_own_words(reference: Path, packs: Path) -> None:
    """No gist repeats a run of 30 characters of a statute."""
    files = sorted((reference / "data" / "laws").rglob("*.md"))
    texts = "\n".join("".join(path.read_text("utf-8").split()) for path in files)
    copied = [
        gist.citation.short()
        for gist in load_registry(packs).gists
        for start in range(max(0, len(gist.gist) - 29))
        if gist.gist[start : start + 30] in texts
    ]
    assert copied == []

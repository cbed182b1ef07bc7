"""Diagrams, manual pages and schemas that are made from packs."""

import itertools
import json
import re
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from tests.packs.bad_packs import BASE

from plumbline.core.procedures.definition import Procedure
from plumbline.core.procedures.diagram import diagram
from plumbline.core.procedures.kept_packs import kept_packs
from plumbline.core.procedures.load_kinds import CLOCK_KEYS, KINDS
from plumbline.core.procedures.load_rule import RULE_KEYS
from plumbline.core.procedures.manual import manual
from plumbline.core.procedures.pack_set import load_packs
from plumbline.core.procedures.schemas import SCHEMAS
from plumbline.core.rules.rule import Clock, Interval

PACKS = Path(__file__).resolve().parents[3] / "packs"
BESIDE_THE_BOXES = 360
SVG = "{http://www.w3.org/2000/svg}"


def procedures() -> list[Procedure]:
    loaded = kept_packs(PACKS)
    return [loaded.procedure(id) for id in loaded.ids]


@pytest.mark.parametrize("procedure", procedures(), ids=lambda p: p.id)
def test_a_diagram_shows_every_step_and_clock_inside_the_picture(procedure: Procedure) -> None:
    text = diagram(procedure)
    root = ET.fromstring(text)
    width, height = float(root.attrib["width"]), float(root.attrib["height"])
    texts = [node.text or "" for node in root.iter(f"{SVG}text")]
    for step in procedure.steps.values():
        assert any(t.startswith(step.title[:6]) for t in texts), step.id
    clocks = [r for r in procedure.rules if isinstance(r.body, Clock | Interval)]
    for number in range(1, len(clocks) + 1):
        assert texts.count(str(number)) == 2  # on the bracket and in the legend
    for node in root.iter(f"{SVG}text"):
        size = float(node.attrib["font-size"])
        wide = sum(size if ord(c) > 0x2E80 else size * 0.6 for c in node.text or "")
        left = float(node.attrib["x"]) - (wide / 2 if node.attrib.get("text-anchor") == "middle" else 0)
        assert left >= 0
        assert left + wide <= width + 1, node.text
        assert 0 < float(node.attrib["y"]) <= height
    title = root.find(f"{SVG}title")
    assert title is not None
    assert procedure.title in str(title.text)
    assert diagram(procedure) == text


@pytest.mark.parametrize("procedure", procedures(), ids=lambda p: p.id)
def test_brackets_that_overlap_stand_apart(procedure: Procedure) -> None:
    root = ET.fromstring(diagram(procedure))
    upright = [re.fullmatch(r"M(\d+),(\d+) V(\d+)", node.attrib["d"]) for node in root.iter(f"{SVG}path")]
    spans: dict[int, list[tuple[int, int]]] = {}
    for found in upright:
        if found is not None and int(found[1]) > BESIDE_THE_BOXES:
            spans.setdefault(int(found[1]), []).append((int(found[2]), int(found[3])))
    if not any(isinstance(rule.body, Clock | Interval) for rule in procedure.rules):  # nothing to bracket
        assert spans == {}
        return
    assert spans
    for lane in spans.values():
        lane.sort()
        assert all(one[1] < other[0] for one, other in itertools.pairwise(lane))
    lanes = sorted(spans)
    assert len(lanes) < 40
    assert lanes == list(range(lanes[0], lanes[-1] + 1, 24))


@pytest.mark.parametrize("procedure", procedures(), ids=lambda p: p.id)
def test_a_manual_page_names_every_rule_step_and_article(procedure: Procedure) -> None:
    page = manual(procedure)
    for rule in procedure.rules:
        assert f"`{rule.id}`" in page
        assert rule.says in page
        assert all(citation in page for citation in rule.basis)
    for step in procedure.steps:
        assert f"`{step}`" in page
    columns = {
        line.count("|") - line.count("\\|") for line in page.splitlines() if line.startswith("| `case.")
    }
    assert columns <= {5}


def test_a_layer_follows_its_procedure() -> None:
    packs = load_packs(BASE)
    page = manual(packs.procedure("well.use"), [packs.procedure("well.use", "fire")])
    own = page[page.index("## 层 Layer `cn/fire`") :]
    assert "decide-in-30-days-fire" in own
    assert "取代 displaces `decide-in-20-days` (许可法 §42)" in own
    assert "fee-capped" not in own


def test_schemas_know_every_key_of_the_loader() -> None:
    rule = SCHEMAS["procedure"]()["properties"]["rules"]["additionalProperties"]
    assert set(rule["properties"]) == {"says", "basis", *RULE_KEYS, *KINDS}
    assert set(rule["properties"]["clock"]["properties"]) == {"bearer", "from", "to", *CLOCK_KEYS}
    for make in SCHEMAS.values():
        json.dumps(make())


def test_schemas_refuse_what_is_wrong_in_shape() -> None:
    jsonschema = pytest.importorskip("jsonschema")
    validator = jsonschema.Draft202012Validator(SCHEMAS["procedure"]())
    assert not validator.is_valid({"procedure": "x"})

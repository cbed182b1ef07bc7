"""What follows from which case: read strictly, and every beginning fits the field that it fills."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.builders.history import PACKS, packs

from plumbline.core.data_file.errors import PackErrors
from plumbline.core.procedures.succession import load_successions

HEAD = "successions:\n  - {from: inspection, to: penalty.ordinary, title: 处罚, english: penalty, after: [record]"


def test_the_chain_from_inspection_to_enforcement_is_there() -> None:
    pairs = {(one.source, one.target) for one in load_successions(PACKS, packs().procedure)}
    assert ("inspection", "penalty.ordinary") in pairs
    assert ("penalty.ordinary", "compulsory.enforcement") in pairs


@pytest.mark.parametrize(
    ("line", "told"),
    [
        (", begin: {file_case.nowhere: {is: x}}}", "nowhere"),
        (", begin: {dance.source: {is: x}}}", "dance"),
        (", begin: {file_case.source: {is: hearsay}}}", "hearsay"),
        (", begin: {file_case.found_on: {of: record.finding}}}", "date"),
        (", begin: {file_case.found_on: {of: dance.on}}}", "dance"),
        (", begin: {file_case.found_on: {from: record.on}}}", "from"),
        (", because: x}", "because"),
    ],
)
def test_what_fits_nothing_does_not_load(tmp_path: Path, line: str, told: str) -> None:
    file = tmp_path / "cn/successions.yaml"
    file.parent.mkdir()
    file.write_text(HEAD + line + "\n", "utf-8")
    with pytest.raises(PackErrors) as caught:
        load_successions(tmp_path, packs().procedure)
    assert told in str(caught.value)
    assert "successions.yaml:2" in str(caught.value)


def test_unknown_procedures_and_steps_do_not_load(tmp_path: Path) -> None:
    file = tmp_path / "cn/successions.yaml"
    file.parent.mkdir()
    for wrong in (HEAD.replace("inspection", "dance"), HEAD.replace("[record]", "[dance]")):
        file.write_text(wrong + "}\n", "utf-8")
        with pytest.raises(PackErrors, match="dance"):
            load_successions(tmp_path, packs().procedure)


def test_what_police_or_court_send_back_is_taken_up_as_a_penalty() -> None:
    found = {(one.source, one.target): one for one in load_successions(PACKS, packs().procedure)}
    back = found["criminal.referral", "penalty.ordinary"]
    assert "received_back" in back.after

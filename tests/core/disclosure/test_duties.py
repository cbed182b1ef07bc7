"""A duty to publish names fields and answers that its decision has; another one is an error of the pack."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.builders.history import PACKS, packs

from plumbline.core.data_file.errors import PackErrors
from plumbline.core.disclosure.duty import FILE, load_duties


def test_a_warning_and_a_criticism_are_told_by_the_answers_of_the_decision() -> None:
    (ordinary,) = [one for one in load_duties(PACKS, packs().procedure) if one.source == "penalty.ordinary"]
    assert ordinary.warning == (("heaviest_kind", "warning"),)
    assert ordinary.criticism == (("heaviest_kind", "criticism"),)


def test_what_a_release_enters_into_the_case_are_answers_of_its_act() -> None:
    known = {one.source: one for one in load_duties(PACKS, packs().procedure)}
    assert known["inspection"].enters == {"measure": "finding", "platform": "unified_platform"}
    assert known["permit"].enters == {"secrets_kept": True}
    assert known["penalty.simple"].enters is None, "its act archives as well"
    assert known["penalty.ordinary"].withdrawn == "withdraw_disclosure"


@pytest.mark.parametrize(
    "answer",
    [
        "warning: {heaviest: warning}",
        "warning: {heaviest_kind: scolding}",
        "criticism: {heaviest: criticism}",
        "told: disclose, enters: {place: here}",
        "told: published",
        "told: disclose, withdrawn: undone",
    ],
)
def test_an_answer_that_the_decision_cannot_give_is_refused(tmp_path: Path, answer: str) -> None:
    (tmp_path / "cn").mkdir()
    row = f"{{from: penalty.ordinary, step: decide, kind: penalty, {answer}}}"
    (tmp_path / "cn" / FILE).write_text(f"duties:\n  - {row}\n", "utf-8")
    with pytest.raises(PackErrors) as caught:
        load_duties(tmp_path, packs().procedure)
    assert f"{FILE}:2" in str(caught.value)

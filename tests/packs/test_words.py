"""Every answer of every choice of the national packs can be read by people, in both languages."""

import pytest
from tests.builders.history import PACKS, packs

from plumbline.core.data_file.errors import PackErrors
from plumbline.core.procedures.words import load_words

OUR_OWN = [id for id in packs().ids if not id.startswith("example.")]


@pytest.mark.parametrize("procedure", OUR_OWN)
@pytest.mark.parametrize(
    ("field", "division"), [(None, "650105"), ("market-supervision", "150000"), (None, "460000")]
)
def test_no_code_is_shown_to_people(procedure, field, division) -> None:
    assert list(load_words(PACKS).missing(packs().procedure(procedure, field, division))) == []


def test_a_field_may_have_its_own_word() -> None:
    words = load_words(PACKS)
    assert words.word("outcome", "penalty") == "给予行政处罚"
    assert words.word("matter", "penalty") == "行政处罚"
    assert words.word("matter", "no_such_code") == "no_such_code"
    assert words.word("x", "warning_and_fine", "en") == "warning and fine"
    assert words.word("matter", "agreement") == "行政协议", "the act reviewed, not how the case ended"
    assert words.word("manner", "not_possible") == "不能听取"
    assert words.word("form", "ruling") == "裁定"
    assert words.word("heaviest_kind", "criticism") == "通报批评", "a penalty, where 批评教育 is none"
    assert words.word("failing", "unlawful") == "违法"
    assert words.word("outcome", "agreed") == "取得一致意见"
    assert words.word("result", "not_lawful") == "不合法", "a reviewer finds, a court confirms"


@pytest.mark.parametrize(
    "text",
    ["word: {a: 甲}", "words: {outcome.a: 甲}", "fields: {a: 甲}"],
    ids=["other key", "of a field among all", "of no field"],
)
def test_another_shape_is_refused_with_its_line(tmp_path, text) -> None:
    (tmp_path / "words.yaml").write_text(f"{text}\n", "utf-8")
    with pytest.raises(PackErrors) as caught:
        load_words(tmp_path)
    assert "words.yaml:1" in str(caught.value)

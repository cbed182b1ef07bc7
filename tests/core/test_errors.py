"""Errors carry data, speak two languages and survive the way between processes."""

import pickle

import pytest

from plumbline.core.errors import InputError, PlumblineError


class UnknownStep(InputError):
    zh = "没有环节“{step}”"
    en = "there is no step “{step}”"
    remedy_zh = "可用的环节：{known}"
    remedy_en = "steps there are: {known}"


def test_message_and_remedy_in_both_languages() -> None:
    error = UnknownStep(step="decied", known="decide, serve")
    assert error.message() == "没有环节“decied”"
    assert error.message("en") == str(error) == "there is no step “decied”"
    assert error.remedy() == "可用的环节：decide, serve"
    assert error.remedy("en") == "steps there are: decide, serve"
    assert error.in_sentences() == "没有环节“decied”。可用的环节：decide, serve"
    assert error.in_sentences("en") == "There is no step “decied”. Steps there are: decide, serve"
    assert InputError(problem="x").in_sentences("en") == "Cannot use what was given: x"


def test_values_are_kept_and_readable_as_attributes() -> None:
    error = UnknownStep(step="decied", known="decide")
    assert error.step == "decied"
    assert error.data == {"step": "decied", "known": "decide"}
    with pytest.raises(AttributeError, match="colour"):
        _ = error.colour


def test_a_template_without_its_value_fails_where_it_is_raised() -> None:
    with pytest.raises(KeyError, match="known"):
        UnknownStep(step="decied")


def test_no_remedy_is_none() -> None:
    assert InputError(problem="x").remedy() is None


def test_crosses_a_process_border() -> None:
    error: PlumblineError = pickle.loads(pickle.dumps(UnknownStep(step="a", known="b")))
    assert isinstance(error, UnknownStep)
    assert error.message() == "没有环节“a”"

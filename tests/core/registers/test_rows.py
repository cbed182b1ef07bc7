"""Rows of a sheet: columns found by title in either language; what is dropped is said; a second step only if filled."""

import pytest
from tests.builders.history import packs

from plumbline.core.procedures.words import ChoiceWords
from plumbline.core.registers.register import REGISTERS, UnknownRegister, is_entry, register_of
from plumbline.core.registers.rows import ColumnsMissing, columns_of, read_header, read_row

OFFICER = REGISTERS["officer"]
COLUMNS = columns_of(OFFICER, packs().procedure("register.officer"))
WORDS = ChoiceWords({})


def header(*titles: str):  # type: ignore[no-untyped-def]
    return read_header(titles, COLUMNS, OFFICER.opening)


def test_titles_in_either_language_with_or_without_the_star() -> None:
    found = header("行号", "人员编号*", "name", "所属主体编号", "民族", "爱好", "问题", "怎样改")
    assert found.places == {"officer_no": 1, "name": 2, "organ_no": 3}
    assert (found.number, found.dropped, found.ignored) == (0, ("民族",), ("爱好",))


def test_a_header_without_what_every_row_needs() -> None:
    with pytest.raises(ColumnsMissing) as caught:
        header("姓名", "证件编号")
    assert caught.value.missing == "人员编号、所属主体编号"


def test_the_second_step_is_there_when_one_of_its_cells_is_filled() -> None:
    found = header("人员编号", "姓名", "所属主体编号", "证件编号", "有效期自", "有效期至")
    bare = read_row(2, ["P1", "甲", "A01", "", None, ""], found, COLUMNS, OFFICER.opening, WORDS)
    assert bare is not None
    assert set(bare.values) == {"register_officer"}
    half = read_row(2, ["P1", "甲", "A01", "123456"], found, COLUMNS, OFFICER.opening, WORDS)
    assert half is not None
    assert {one.field for one in half.problems} == {"valid_from", "valid_until"}


def test_an_empty_row_is_no_row_and_a_short_one_is_read() -> None:
    found = header("人员编号", "姓名", "所属主体编号")
    assert read_row(2, [None, "", "  "], found, COLUMNS, OFFICER.opening, WORDS) is None
    short = read_row(2, ["P1"], found, COLUMNS, OFFICER.opening, WORDS)
    assert short is not None
    assert {one.field for one in short.problems} == {"name", "organ_no"}


def test_every_register_stands_on_a_procedure_of_the_packs() -> None:
    for register in REGISTERS.values():
        procedure = packs().procedure(register.procedure)
        assert {register.opening, register.ending, *register.merged} <= set(procedure.steps)
        assert procedure.ends == (register.ending,)
        fields = {name for step in register.merged for name in procedure.steps[step].fields}
        assert {*register.columns, *register.filters} <= fields
        opening = procedure.steps[register.opening].fields
        assert all(name in opening for name in (register.code, register.name, register.organ) if name)
        assert is_entry(register.case_of("x"))
    with pytest.raises(UnknownRegister):
        register_of("persons")
    assert not is_entry("penalty.ordinary:1")

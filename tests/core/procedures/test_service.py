from pathlib import Path

import pytest
from tests.builders.small_pack import PACKS, calendar, day

from plumbline.core.data_file.errors import PackErrors
from plumbline.core.procedures.kept_packs import kept_packs
from plumbline.core.procedures.service import DayMissing, load_service

METHODS = load_service(PACKS)


def test_every_method_of_the_steps_is_there() -> None:
    packs = kept_packs(PACKS)
    fields = [
        step.fields.get("method")
        for id in packs.ids
        for step in packs.procedure(id).steps.values()
        if step.id == "serve"
    ]
    options = {option for field in fields if field for option in field.options}
    assert options == {
        "on_the_spot",
        "direct",
        "leaving",
        "electronic",
        "post",
        "entrusted",
        "forwarded",
        "notice",
    }
    assert options <= set(METHODS)


@pytest.mark.parametrize(
    ("method", "fact"),
    [
        ("on_the_spot", "signed"),
        ("direct", "signed"),
        ("leaving", "left"),
        ("electronic", "arrived"),
        ("post", "received"),
        ("entrusted", "received"),
        ("forwarded", "signed"),
    ],
)
def test_the_day_of_the_proof_counts(method: str, fact: str) -> None:
    assert METHODS[method].deemed_day({fact: day("2026-03-02")}, calendar()).day == day("2026-03-02")


@pytest.mark.parametrize(
    ("announced", "served"),
    [("2026-03-02", "2026-04-01"), ("2026-09-05", "2026-10-05"), ("2024-01-30", "2024-02-29")],
)
def test_a_notice_runs_thirty_days_and_does_not_roll(announced: str, served: str) -> None:
    assert METHODS["notice"].deemed_day({"announced": day(announced)}, calendar()).day == day(served)


def test_a_missing_day_is_asked_for_by_name() -> None:
    with pytest.raises(DayMissing) as raised:
        METHODS["leaving"].deemed_day({"signed": 1}, calendar())
    assert "留置日期" in raised.value.message("zh")


def test_proof_is_all_of_some_and_one_of_others() -> None:
    leaving = METHODS["leaving"]
    assert leaving.missing_proof(()) == ("送达回证", "见证人签名或者照片或者录像")
    assert leaving.missing_proof({"送达回证", "见证人签名"}) == ()
    assert leaving.missing_proof({"送达回证", "照片或者录像"}) == ()
    assert METHODS["electronic"].missing_proof({"到达特定系统的记录"}) == ("送达地址及方式确认书",)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("signed}", "yesterday}", "yesterday"),
        ("30 days", "30 moons", "30 moons"),
        ("民诉法 §95", "某法第", "某法第"),
        ("  post:", "  direct:", "twice"),
    ],
)
def test_wrong_data_does_not_load(old: str, new: str, said: str, tmp_path: Path) -> None:
    (tmp_path / "cn" / "service").mkdir(parents=True)
    text = (PACKS / "cn" / "service" / "methods.yaml").read_text("utf-8")
    (tmp_path / "cn" / "service" / "methods.yaml").write_text(text.replace(old, new), "utf-8")
    with pytest.raises(PackErrors, match=said):
        load_service(tmp_path)

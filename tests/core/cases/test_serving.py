"""How a paper was served: what is lacking of the method's proof, and the day that counts."""

from pathlib import Path

import pytest
from tests.builders.history import docket_of, packs
from tests.builders.small_pack import PACKS, calendar, day

from plumbline.core.cases.serving import Served, against_service, read_served, serves
from plumbline.core.procedures.service import PROOFS, load_service

METHODS = load_service(Path(PACKS))
THE_DAY = day("2026-03-02")


def said(served: Served | None, on: int = THE_DAY, there: tuple[str, ...] = (), announced: int | None = None):
    found = against_service(METHODS, served, on, there, announced, calendar())
    assert all(one.blocks and one.basis and one.ways for one in found)
    return [one.zh for one in found]


@pytest.mark.parametrize("method", [one for one in METHODS if one != "notice"])
def test_with_its_proof_on_its_day_nothing_stands_against_it(method: str) -> None:
    known = METHODS[method]
    proof = (*known.proof, *known.one_of[:1])
    assert said(Served(method, None, proof)) == []
    assert said(Served(method, THE_DAY, ()), there=proof) == []
    lacking = said(Served(method, None, proof[1:]))
    assert len(lacking) == 1
    assert known.proof[0] in lacking[0]


def test_nothing_stated_is_said_to_be_nothing() -> None:
    assert said(None) == ["未说明以何种方式送达"]
    assert said(Served("pigeon")) == ["未说明以何种方式送达"]


def test_one_of_several_proofs_is_enough() -> None:
    assert said(Served("leaving", None, ("送达回证",))) == ["留置送达缺少见证人签名或者照片或者录像"]
    (one,) = against_service(METHODS, Served("leaving", None, ("送达回证",)), THE_DAY, (), None, calendar())
    assert "signature of a witness or photographs or film" in one.en


def test_the_day_of_the_proof_is_the_day_of_the_act() -> None:
    assert said(Served("post", day("2026-03-05"), ("邮寄回执",))) == ["按邮寄送达，2026-03-05 为送达之日"]
    assert said(Served("post", day("2026-03-05"), ("邮寄回执",)), on=day("2026-03-05")) == []


def test_a_notice_serves_when_its_thirty_days_have_run() -> None:
    proof = ("送达公告", "公告送达的原因和经过记录")
    assert said(Served("notice", None, proof)) == ["公告送达以“发出公告的日期”确定送达日期，尚未填写"]
    assert said(Served("notice", None, proof), announced=THE_DAY) == ["按公告送达，2026-04-01 为送达之日"]
    assert said(Served("notice", None, proof), on=day("2026-04-01"), announced=THE_DAY) == []
    assert said(Served("notice", THE_DAY, proof), on=day("2026-04-01")) == []


def test_what_a_record_says_is_read_as_it_was_written() -> None:
    one = Served("leaving", THE_DAY, ("送达回证", "见证人签名"))
    assert read_served(one.written) == one
    assert read_served(Served("direct").written) == Served("direct")
    assert read_served(None) is None


def test_every_step_that_serves_is_known_and_every_proof_has_its_english() -> None:
    found = {
        f"{id}.{step.id}"
        for id in packs().ids
        for step in packs().procedure(id).steps.values()
        if serves(step)
    }
    assert found >= {
        "penalty.ordinary.serve",
        "permit.serve_decision",
        "compulsory.enforcement.serve_demand",
        "reconsideration.case.serve_decision",
    }
    assert "criminal.referral.police_receipt" not in found, "the police sign, nobody serves a party"
    assert {one for known in METHODS.values() for one in (*known.proof, *known.one_of)} == set(PROOFS)
    assert serves(docket_of("penalty.ordinary").procedure.steps["serve"])

"""The demo district, judged through the files a user would supply, against a key written before anything was judged."""

import csv
import json
from collections import Counter
from pathlib import Path

import pytest

from district_score import read_findings, read_key, score
from plumbline.site.commands import run
from plumbline.site.demo.generate import Format, generate
from plumbline.site.exit_code import ExitCode

NOW = "2026-11-23T08:00"


def judge(folder: Path, *more: str, records: str = "records.csv") -> Path:
    """Runs `plumbline check` on a district and returns the folder of its results."""
    out = folder / "out"
    tables = [
        word
        for name in ("cases", "officers", "figures")
        for word in (f"--{name}", str(folder / f"{name}.csv"))
    ]
    arguments = [
        "check",
        str(folder / records),
        *tables,
        "--pack",
        "cn",
        "--now",
        NOW,
        "--out",
        str(out),
        *more,
    ]
    assert run(arguments) == ExitCode.FINDINGS
    return out


def differences(folder: Path, out: Path, *, bearers: bool = False) -> list[str]:
    """One line for each rule that is not found exactly as in the key, with its first cases."""
    scores = score(read_key(folder / "key.csv", bearers=bearers), read_findings(out / "findings.csv"))
    return [
        f"{' '.join(rule)}: precision {one.precision:.3f}, recall {one.recall:.3f}; not in the key {one.wrong[:3]},"
        f" not found {one.lost[:3]}"
        for rule, one in scores.items()
        if not one.perfect
    ]


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def district(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("district")
    generate(folder, cases=600, seed=1, breaches_per_rule=2)
    judge(folder)
    return folder


def test_precision_and_recall_are_one_for_every_rule(district: Path) -> None:
    assert differences(district, district / "out") == []


def test_no_row_is_set_aside(district: Path) -> None:
    assert rows(district / "out" / "rejects.csv") == []


def test_every_undetermined_verdict_is_one_whose_fact_was_removed(district: Path) -> None:
    removed = {row["case"] for row in rows(district / "key.csv") if row["outcome"] == "undetermined"}
    found = {
        row["case"] for row in rows(district / "out" / "findings.csv") if row["outcome"] == "undetermined"
    }
    assert found == removed


def test_every_rule_that_makes_findings_is_broken_twice(district: Path) -> None:
    planted = Counter(
        (row["procedure"], row["rule"]) for row in rows(district / "key.csv") if row["outcome"] == "violated"
    )
    summary = json.loads((district / "out" / "summary.json").read_text("utf-8"))
    judged = {(rule["procedure"], rule["rule"]) for rule in summary["rules"]}
    elsewhere = {
        rule for rule in judged if rule[1].endswith(("-hi", "-im")) or rule[1] == "decide-within-promise"
    }
    assert {rule for rule in judged - elsewhere if planted[rule] < 2} == set()


def test_the_same_seed_gives_the_same_bytes(tmp_path: Path) -> None:
    for name in ("one", "two"):
        generate(tmp_path / name, cases=10, seed=5, breaches_per_rule=1)
    for file in ("records.csv", "cases.csv", "officers.csv", "key.csv"):
        assert (tmp_path / "one" / file).read_bytes() == (tmp_path / "two" / file).read_bytes()


def test_a_large_district_beyond_the_pool_is_mostly_lawful_if_asked(tmp_path: Path) -> None:
    """Cases come again under new ids."""
    written = generate(tmp_path, cases=20_000, seed=1, breaches_per_rule=1, planted_share=0.1)
    cases = rows(tmp_path / "cases.csv")
    assert len(cases) == len({row["case_id"] for row in cases}) == written.cases == 20_000
    assert len({row["organ"] for row in cases}) > 20
    broken = {row["case"] for row in rows(tmp_path / "key.csv") if row["bearer"] == "organ"}
    assert 0.04 < len(broken) / 20_000 < 0.1


def test_a_score_can_fail(district: Path) -> None:
    key = read_key(district / "key.csv")
    findings = read_findings(district / "out" / "findings.csv")
    invented = (*findings[0][:3], "no-such-record", "violated")
    assert sum(not one.perfect for one in score(key, findings[1:]).values()) == 1
    assert sum(len(one.wrong) for one in score(key, [*findings, invented]).values()) == 1
    assert sum(len(one.wrong) for one in score(key, [*findings, findings[0]]).values()) == 1


@pytest.mark.drill
@pytest.mark.parametrize("seed", [2, 3, 4])
def test_other_districts_and_the_clocks_of_others(tmp_path: Path, seed: int) -> None:
    generate(tmp_path, cases=4000, seed=seed, breaches_per_rule=6)
    assert differences(tmp_path, judge(tmp_path, "--all"), bearers=True) == []


@pytest.mark.drill
@pytest.mark.parametrize("form", ["jsonl", "parquet"])
def test_other_formats_of_the_same_records(tmp_path: Path, form: Format) -> None:
    generate(tmp_path, cases=600, seed=1, breaches_per_rule=2, records_as=form)
    assert differences(tmp_path, judge(tmp_path, records=f"records.{form}")) == []

"""A report of 2026 over a district with two penalties, taken as far as a test wants."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

from tests.builders.desk import FILED, HEAD, did, opened, person, registered_organ
from tests.builders.desk_pages import desk_of
from tests.builders.history import instant

from plumbline.apps.annual_report import actions
from plumbline.apps.ledger_store.sealing import Sealer, signers_of
from plumbline.apps.ledger_store.sequencing import sequence
from plumbline.core.authority.role import Role
from plumbline.core.clocks.civil import parse_day
from plumbline.core.ledger.note import Ed25519Signer

OFFICE: Final = person(Role.RULE_OF_LAW_OFFICE)
NOW: Final = instant("2027-01-12 10:00")
TODAY: Final = parse_day("2027-01-12")
WORDS: Final = {
    "measures": "# （一）行政处罚\n全年作出行政处罚{penalties}件，罚没{penalty_money_wan}万元。",
    "first_responsible": "党政主要负责人履行职责。",
    "shortcomings": "上年{penalties@2025}件。",
    "plans": "继续推进。",
}
SIGNER: Final = Ed25519Signer("plumbline.invalid/test", b"k" * 32)


def begun(settings: Any, folder: Path) -> str:
    """The case of the report with its text; its penalties are of companies that are invented."""
    settings.DATA, settings.CLOCK = folder, lambda: NOW
    registered_organ()
    for number, fine in ((1, 3000), (2, 4500)):
        penalty = opened(f"2026-03-0{number} 08:00", number=f"青市监立〔2026〕{number}号")
        did(penalty, "file_case", f"2026-03-0{number} 09:00", by=HEAD, papers=("立案审批表",), **FILED)
        did(
            penalty,
            "decide",
            f"2026-03-0{number} 10:00",
            by=HEAD,
            mode="attest",
            outcome="penalty",
            fine=fine,
        )
    case = actions.begin(person=OFFICE, year=2026, body="government", now=NOW, today=TODAY)
    for section, words in WORDS.items():
        write(case, section, words)
    sequence()
    return case


def write(case: str, section: str, words: str, version: int = 0) -> None:
    """Saves a section over the version that is there."""
    told: dict[str, Any] = {"person": OFFICE, "case": case, "now": NOW}
    actions.write_section(section=section, words=words, version=version, **told)


def fix(case: str, told: bool = False) -> None:
    """Fixes the figures."""
    actions.fix_figures(person=OFFICE, case=case, sources_told=told, now=NOW, today=TODAY)
    sequence()


def publish(case: str) -> None:
    """Signs, sends and publishes it."""
    at = "2027-01-12 11:00"
    did(case, "sign_party", at, by=OFFICE, paper="签批件")
    did(case, "sign_government", at, by=OFFICE, paper="签批件")
    did(case, "send_up", at, by=OFFICE)
    did(case, "publish", at, by=OFFICE, channel="网站")
    sequence()


def seal(signer: Ed25519Signer = SIGNER) -> None:
    """Signs a checkpoint over everything that is there."""
    Sealer(signers_of(signer, False), lambda: NOW).seal()


def bundle_of(case: str, signer: Ed25519Signer = SIGNER) -> bytes:
    """The sealed report as its bundle."""
    seal(signer)
    answer = desk_of(OFFICE).get(f"/annual-report/{case}/report.zip")
    assert answer.status_code == 200
    return answer.content

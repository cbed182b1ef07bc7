"""云岭区, a district that does not exist (division code 659905): its organs, officers and the figures it has set."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

DIVISION: Final = "659905"
NAME: Final = "云岭区"

MARKET: Final = "market-supervision"
POLICE: Final = "public-security"


@dataclass(frozen=True, slots=True)
class Organ:
    code: str
    name: str
    field: str


_NAMES: Final = (
    ("市场监督管理局", MARKET),
    ("市场监督管理局南坡分局", MARKET),
    ("市场监督管理局综合执法队", MARKET),
    ("公安分局", POLICE),
    ("公安分局南坡派出所", POLICE),
    ("公安分局河湾派出所", POLICE),
    ("城市管理局", "urban-management"),
    ("生态环境分局", "ecology"),
    ("应急管理局", "emergency"),
    ("卫生健康委员会", "health"),
    ("农业农村局", "agriculture"),
    ("交通运输局", "transport"),
    ("住房和城乡建设局", "construction"),
    ("自然资源分局", "natural-resources"),
    ("文化体育和旅游局", "culture"),
    ("水利局", "water"),
    ("教育局", "education"),
    ("人力资源和社会保障局", "labour"),
    ("行政审批局", "general"),
    ("南坡街道办事处", "general"),
    ("河湾街道办事处", "general"),
)
ORGANS: Final = tuple(
    Organ(f"YL{number:02d}", NAME + name, field) for number, (name, field) in enumerate(_NAMES, 1)
)


def organs_of(field: str) -> tuple[Organ, ...]:
    """Organs whose field has the law that the case was made for; «general» is every field without a law of its own."""
    if field in (MARKET, POLICE):
        return tuple(organ for organ in ORGANS if organ.field == field)
    return tuple(organ for organ in ORGANS if organ.field not in (MARKET, POLICE))


SLOTS: Final = ("1", "2", "3", "4", "5", "6", "H", "R", "P", "G", "S")
"""Officers of every organ by the slot a template names: officers, head, reviewer, presider, government, superior."""

FIGURES: Final = (
    # figure, key, from, value, unit
    ("hearing-fine-threshold", "citizen", "2021-07-15", "5000", "yuan"),
    ("hearing-fine-threshold", "organisation", "2021-07-15", "50000", "yuan"),
    ("hearing-confiscation-threshold", "citizen", "2021-07-15", "5000", "yuan"),
    ("hearing-confiscation-threshold", "organisation", "2021-07-15", "50000", "yuan"),
    ("filing-days", "", "2021-07-15", "7", "working_days"),
    ("inspection-yearly-cap", "", "2025-01-03", "2", "count"),
    ("legal-review-opinion-days", "", "2021-07-15", "8", "working_days"),
    ("legal-review-thick-file-pages", "", "2021-07-15", "100", "count"),
    ("legal-review-least-days", "", "2021-07-15", "1", "working_days"),
    ("legal-review-lead-days", "", "2021-07-15", "5", "working_days"),
    ("disclosure-withdrawal-days", "", "2021-07-15", "5", "working_days"),
    ("disclosure-correction-days", "", "2021-07-15", "3", "working_days"),
)

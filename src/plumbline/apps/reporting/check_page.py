"""The page of a check: one HTML file with its style, script and data inside.

Its content security policy allows nothing but the very style and script written here, named by their SHA-256, so that
text from a record can never run, and nothing is ever fetched.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator, Sequence
from importlib.resources import files
from typing import Any, Final

import jinja2
from markupsafe import Markup

from plumbline.apps.reporting.catalogue import Catalogue
from plumbline.apps.reporting.check_charts import charts_of
from plumbline.apps.reporting.check_output import RuleResult, Summary
from plumbline.apps.reporting.embedding import Embedded, as_json
from plumbline.apps.reporting.findings_table import Totals
from plumbline.apps.reporting.wording import OUTCOMES, PAGE, SCRIPT, STANDINGS, Text, reason
from plumbline.core.errors import Language
from plumbline.core.vocabulary import Outcome

_FOLDER: Final = files("plumbline.apps.reporting") / "page"


def check_page(summary: Summary, totals: Totals, embedded: Embedded, language: Language) -> Iterator[str]:
    """The page, piece by piece."""
    texts = Catalogue(language)
    style, script = _part("report.css"), _part("report.js")
    environment = jinja2.Environment(
        loader=jinja2.FunctionLoader(_part),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(_words(texts))
    body = environment.get_template("body.html.jinja").render(
        summary=summary,
        totals=totals,
        embedded=embedded,
        charts=charts_of(summary, totals, texts),
        sentence=_sentence(summary, totals),
        state=_state(summary, totals),
        judged_files=[file.name for file in summary.files[:3]],
        tally=_tally(summary, totals),
        others_missed=summary.total(Outcome.VIOLATED, findings=False),
        left_out=_left_out(summary),
        groups=_groups(summary),
        outcomes=list(OUTCOMES),
    )
    # The body is rendered first, because it decides which texts the catalogue in the head holds.
    page = environment.get_template("report.html.jinja").generate(
        language=language,
        policy=_policy(style, script),
        style=Markup(style),
        script=Markup(script),
        body=Markup(body),
        data=as_json({"columns": dict(embedded.columns), "meta": _meta(summary, totals, texts)}),
        traces=embedded.traces,
    )
    yield from page


def _part(name: str) -> str:
    return (_FOLDER / name).read_text("utf-8")


def _policy(style: str, script: str) -> str:
    """Nothing may load, connect, frame or submit; only what is written here may run or style."""

    def named(text: str) -> str:
        return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"

    return "; ".join(
        (
            "default-src 'none'",
            f"script-src {named(script)}",
            f"style-src {named(style)}",
            "base-uri 'none'",
            "form-action 'none'",
            "require-trusted-types-for 'script'",
        )
    )


def _words(texts: Catalogue) -> dict[str, Any]:
    """What templates call: `t` shows a text, `ta` makes an attribute of one, `say` and `reason` fill one in."""

    def text(what: str | Text, **values: object) -> Text:
        found = PAGE[what] if isinstance(what, str) else what
        return found.fill(**values) if values else found

    return {
        "t": lambda what, **values: texts.span(text(what, **values)),
        "ta": lambda name, what, **values: texts.attribute(name, text(what, **values)),
        "text": text,
        "outcome_words": OUTCOMES,
        "standing_words": STANDINGS,
        "reason": reason,
        "number": lambda value: f"{value:,}",
    }


def _state(summary: Summary, totals: Totals) -> str:
    """Whether there is anything to show: `nothing_read`, `nothing_applied`, `clean` or `found`."""
    if totals.findings:
        return "found"
    if summary.cases == 0:
        return "nothing_read"
    return "clean" if any(rule.judged for rule in summary.rules) else "nothing_applied"


def _tally(summary: Summary, totals: Totals) -> dict[Outcome, int]:
    """Outcomes of the duties of organs. Violations are counted as found: an act after a party's term has run out is
    one, though the rule itself is no duty of an organ.
    """
    return {outcome: summary.total(outcome) for outcome in OUTCOMES} | {
        Outcome.VIOLATED: totals.outcomes.get(Outcome.VIOLATED, 0)
    }


def _left_out(summary: Summary) -> list[tuple[Text, Text, tuple[str, ...]]]:
    """What the source does not cover: the procedure, its steps by title, other facts."""
    titles = {pack.procedure: pack.title for pack in summary.packs}
    found = []
    for procedure, (steps, facts) in summary.left_out.items():
        if steps or facts:
            known = summary.steps.get(procedure, {})
            named = [known.get(step, Text(step, step)) for step in steps]
            listed = Text("、".join(one.zh for one in named), ", ".join(one.en for one in named))
            found.append((titles.get(procedure, Text(procedure, procedure)), listed, facts))
    return found


def _sentence(summary: Summary, totals: Totals) -> Text:
    """The whole report in one sentence."""
    violated, open_questions = totals.outcomes.get(Outcome.VIOLATED, 0), summary.total(Outcome.UNDETERMINED)
    said = [PAGE["result_none"]]
    if violated:
        said = [PAGE["result_violated"].fill(n=f"{violated:,}", cases=f"{totals.violated_cases:,}")]
    if open_questions:
        said.append(PAGE["result_undetermined"].fill(n=f"{open_questions:,}"))
    join = PAGE["result_join"]
    return PAGE["sentence"].fill(
        now=summary.now[:10],
        files=len(summary.files),
        read=f"{summary.read:,}",
        cases=f"{summary.cases:,}",
        rules=len(summary.rules),
        judged=f"{sum(rule.judged for rule in summary.rules):,}",
        result=Text(join.zh.join(one.zh for one in said), join.en.join(one.en for one in said)),
    )


def _groups(summary: Summary) -> list[tuple[Text, Sequence[RuleResult]]]:
    """The rules of each procedure under its title, procedures in the order of the packs."""
    titles = {pack.procedure: pack.title for pack in summary.packs}
    groups: dict[str, list[RuleResult]] = {name: [] for name in titles}
    for rule in summary.rules:
        groups.setdefault(rule.procedure, []).append(rule)
    return [(titles.get(name, Text(name, name)), rules) for name, rules in groups.items() if rules]


def _meta(summary: Summary, totals: Totals, texts: Catalogue) -> dict[str, Any]:
    """What the script needs besides the findings."""
    return {
        "total": totals.findings,
        "written": summary.language,
        "words": SCRIPT,
        "outcomes": OUTCOMES,
        "texts": texts.listed(),
        "title": PAGE["title"],
        "procedures": {pack.procedure: pack.title for pack in summary.packs},
        "steps": summary.steps,
        "left_out": {name: [*steps, *facts] for name, (steps, facts) in summary.left_out.items()},
        "rules": {f"{rule.procedure}/{rule.rule}": [rule.says, list(rule.basis)] for rule in summary.rules},
    }

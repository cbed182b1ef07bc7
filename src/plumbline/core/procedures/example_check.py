"""Whether worked examples come out as expected: the packs' own tests, run by the plain evaluator."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from zoneinfo import ZoneInfo

from plumbline.core.clocks.calendar import WorkingCalendar
from plumbline.core.clocks.civil import date_of
from plumbline.core.law.dated_figure import NATION, Unset, division_chain
from plumbline.core.procedures.definition import Procedure
from plumbline.core.procedures.example import Example, Expectation
from plumbline.core.procedures.judging import compile_procedure
from plumbline.core.procedures.rule_errors import ExampleError
from plumbline.core.procedures.streams import split
from plumbline.core.rules.evaluate_one import CompiledRules, Figures
from plumbline.core.rules.verdict import Verdict
from plumbline.core.vocabulary import Stream


class ExampleWrong(ExampleError):
    """An example that the evaluator judges differently."""

    zh = "示例“{example}”：规则“{rule}”应为 {expected}，判为 {given}"
    en = "example “{example}”: rule “{rule}” should give {expected}, but gives {given}"
    remedy_zh = "按条文和日历核对示例与规则，改正其中错的一个"
    remedy_en = "check example and rule against the article and the calendar, and mend the one that is wrong"


class SupposedFigures:
    """The figures an example supposes, and for all others those of the packs."""

    def __init__(self, supposed: Mapping[str, Decimal], others: Figures) -> None:
        self._supposed = supposed
        self._others = others

    def ask(
        self, figure: str, day: int, key: str | None, divisions: Sequence[str]
    ) -> Decimal | int | Unset | None:
        """The supposed value, else what the packs say."""
        if figure in self._supposed:
            return self._supposed[figure]
        return self._others.ask(figure, day, key, divisions)


def wrong_examples(
    procedure: Procedure, calendar: WorkingCalendar, figures: Figures, examples: Sequence[Example]
) -> Iterator[ExampleWrong]:
    """Each expectation that is not met. An example is judged in the division that its header names."""
    compiled: dict[tuple[object, ...], CompiledRules] = {}
    for example in examples:
        divisions = _divisions(example)
        key = divisions, *sorted(example.figures.items())
        if key not in compiled:
            supposed = SupposedFigures(example.figures, figures)
            compiled[key] = compile_procedure(procedure, calendar, supposed, divisions)
        verdicts = judge_example(procedure, compiled[key], example)
        for rule, expected in example.expect.items():
            given = verdicts.get(rule, [])
            if len(given) != len(expected) or not all(map(_meets, given, expected)):
                yield ExampleWrong(
                    place=example.expect_places.get(rule, example.place),
                    example=example.name,
                    rule=rule,
                    expected=_listed([_expected(e, procedure.time_zone) for e in expected]),
                    given=_listed([_given(v, procedure.time_zone) for v in given]),
                )


def _divisions(example: Example) -> tuple[str, ...]:
    return tuple(reversed(division_chain(str(example.header.get("division") or NATION))))


def judge_example(
    procedure: Procedure, compiled: CompiledRules, example: Example
) -> dict[str, list[Verdict]]:
    """All verdicts of one example by rule, each list in order of the judged records."""
    case = example.case()
    verdicts = compiled.judge(case, example.now, example.officers)
    for rule in procedure.rules:
        if rule.over is not Stream.CASE:
            for stream in split(example.case(), rule.over):
                verdicts += compiled.judge_stream(rule.id, stream, example.now, example.officers)
    position = {r.id: (r.day, r.instant, r.seq) for records in case.by_step.values() for r in records}
    by_rule: dict[str, list[Verdict]] = {}
    for verdict in sorted(verdicts, key=lambda v: position.get(v.record, (0, 0, 0))):
        by_rule.setdefault(verdict.rule, []).append(verdict)
    return by_rule


def _meets(verdict: Verdict, expected: Expectation) -> bool:
    pairs = (
        (expected.due, verdict.due),
        (expected.due_instant, verdict.due_instant),
        (expected.days_over, verdict.days_over),
        (expected.late_entry, verdict.late_entry),
    )
    return verdict.outcome is expected.outcome and all(want is None or want == got for want, got in pairs)


def _listed(texts: list[str]) -> str:
    return ", ".join(texts) if texts else "none"


def _expected(expected: Expectation, zone: str) -> str:
    parts = [str(expected.outcome), *_dates(expected.due, expected.due_instant, expected.days_over, zone)]
    return " ".join([*parts, "late entry"] if expected.late_entry else parts)


def _given(verdict: Verdict, zone: str) -> str:
    parts = [str(verdict.outcome), *_dates(verdict.due, verdict.due_instant, verdict.days_over, zone)]
    if verdict.late_entry:
        parts.append("late entry")
    if verdict.reason:
        parts.append(f"({verdict.reason}{': ' if verdict.detail else ''}{verdict.detail})")
    return " ".join(parts)


def _dates(due: int | None, instant: int | None, over: int | None, zone: str) -> Iterator[str]:
    if instant is not None:
        moment = dt.datetime(1970, 1, 1, tzinfo=dt.UTC) + dt.timedelta(microseconds=instant)
        yield f"due {moment.astimezone(ZoneInfo(zone)).strftime('%Y-%m-%dT%H:%M')}"
    elif due is not None:
        yield f"due {date_of(due).isoformat()}"
    if over is not None:
        yield f"+{over}"

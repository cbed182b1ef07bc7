"""The manual page of a procedure, generated: steps, facts and rules as Markdown tables, Chinese and English."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from plumbline.core.clocks.civil import date_of
from plumbline.core.procedures.definition import FieldDefinition, Procedure, Step
from plumbline.core.procedures.wording import STANDINGS, STREAMS, demand
from plumbline.core.rules.rule import FOREVER, Rule
from plumbline.core.rules.writing import write

NOTE = "<!-- generated from the packs by tools/generated.py; change the pack, not this page -->"


def manual(procedure: Procedure, layers: Sequence[Procedure] = (), picture: str | None = None) -> str:
    """The page of a procedure. `layers` are the same procedure under each of its layers, whose own rules follow."""
    lines = [
        NOTE,
        f"# {procedure.title} {procedure.english}",
        "",
        f"`{procedure.id}` · {_window(procedure.from_day, procedure.to_day)} · {'; '.join(procedure.basis)} · "
        f"核对 checked {procedure.checked_on} · 规则 rules {len(procedure.rules)}",
        "",
    ]
    if procedure.elsewhere is not None:
        lines += [f"办理系统 handled in: {procedure.elsewhere.title} {procedure.elsewhere.english}", ""]
    if picture is not None:
        lines += [f"![{procedure.title}]({picture})", ""]
    lines += ["## 环节 Steps", "", *_steps(procedure.steps.values(), procedure.ends), ""]
    if procedure.attributes:
        lines += ["## 案件事实 Facts of the case", "", *_attributes(procedure), ""]
    lines += ["## 规则 Rules", "", *_rules(procedure.rules), ""]
    for layered in layers:
        own = [rule for rule in layered.rules if rule.layer == layered.layers[-1]]
        steps = [s for s in layered.steps.values() if s.id not in procedure.steps]
        lines += [f"## 层 Layer `{layered.layers[-1]}`", ""]
        if steps:
            lines += [*_steps(steps, ()), ""]
        lines += [*_rules(own), ""]
    return "\n".join(lines).rstrip() + "\n"


def _window(first: int, last: int) -> str:
    until = "" if last == FOREVER else f" {date_of(last).isoformat()}"
    return f"{date_of(first).isoformat()} →{until}"


def _table(titles: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    head = [f"| {' | '.join(titles)} |", f"|{'---|' * len(titles)}"]
    return head + [f"| {' | '.join(_cell(cell) for cell in row)} |" for row in rows]


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")


def _steps(steps: Iterable[Step], ends: Sequence[str]) -> list[str]:
    rows = []
    for step in steps:
        marks = (" ↻" if step.repeats else "") + (" ■" if step.id in ends else "")
        who = f"{step.role or ''}{f' ×{step.actors}' if step.actors > 1 else ''}"
        fields = "; ".join(_field(f) for f in step.fields.values())
        papers = "; ".join((*step.documents, *step.recordings))
        rows.append((f"`{step.id}`{marks}", f"{step.title}<br>{step.english}", who, fields, papers))
    titles = (
        "环节 step (↻ 可重复 repeats, ■ 结束 end)",
        "名称 name",
        "经办 by",
        "字段 fields",
        "文书、音像 papers",
    )
    return _table(titles, rows)


def _field(field: FieldDefinition) -> str:
    kind = f"{field.type}: {'/'.join(field.options)}" if field.options else str(field.type)
    return f"`{field.name}` {field.title}（{kind}{', 个人信息 personal' if field.personal else ''}）"


def _attributes(procedure: Procedure) -> list[str]:
    rows = []
    for attribute in procedure.attributes.values():
        definition = attribute.definition
        set_by = "; ".join(f"`{step}.{name}`" for step, name in attribute.set_by) or "案件信息 header"
        kind = (
            f"{definition.type}: {'/'.join(definition.options)}"
            if definition.options
            else str(definition.type)
        )
        rows.append(
            (f"`case.{definition.name}`", f"{definition.title}<br>{definition.english}", kind, set_by)
        )
    return _table(("事实 fact", "名称 name", "类型 type", "来源 set by"), rows)


def _rules(rules: Iterable[Rule]) -> list[str]:
    return _table(
        ("规则 rule", "要求 requirement", "判断 judged", "依据 basis"),
        [(f"`{r.id}`", f"{r.says}<br>{r.english}", _judged(r), _basis(r)) for r in rules],
    )


def _judged(rule: Rule) -> str:
    parts = [", ".join(f"`{step}`" for step in rule.judged_steps)]
    if rule.when is not None:
        parts.append(f"当 when `{write(rule.when)}`")
    zh, en = STREAMS[rule.over]
    if zh:
        parts.append(f"{zh} {en}")
    parts.append(demand(rule, "zh"))
    return "<br>".join(parts)


def _basis(rule: Rule) -> str:
    parts = ["; ".join(rule.basis)]
    zh, en = STANDINGS[rule.standing]
    if zh:
        parts.append(f"{zh} {en}")
    if rule.displaces is not None:
        parts.append(f"取代 displaces `{rule.displaces}` ({rule.permitted_by})")
    return "<br>".join(parts)

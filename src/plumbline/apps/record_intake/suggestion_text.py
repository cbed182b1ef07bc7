"""A suggestion as the text of a mapping file, with what is unsure as comments."""

from __future__ import annotations

import json
from collections.abc import Iterator

from plumbline.apps.record_intake.suggesting import Guess, Suggestion
from plumbline.core.errors import Language

_WORDS: dict[Language, dict[str, str]] = {
    "zh": {
        "head": "由 {file} 起草，须经人工核对；带“?”的是没有把握的",
        "missing": "没有找到合适的列，必须补上",
        "samples": "样例",
        "unsure": "? 不能确定",
        "or": "或者",
        "times": "{n}次",
        "no_step": "? 没有相近的环节，改为环节编号或者 ignore",
        "unused": "没有用到的列",
        "covers": "来源包含哪些环节和事实；没有写上的不作判断",
        "dates": "? 日、月次序不明，请核对",
    },
    "en": {
        "head": "drafted from {file}; check it, above all what is marked «?»",
        "missing": "no column fits; it must be given",
        "samples": "e.g.",
        "unsure": "? not sure",
        "or": "or",
        "times": "{n} times",
        "no_step": "? no step is near; write a step's id or ignore",
        "unused": "columns not used",
        "covers": "which steps and facts the source covers; what is not named is not judged",
        "dates": "? day-month or month-day, check",
    },
}
_REQUIRED = ("case_id", "step", "at")


def write_suggestion(draft: Suggestion, language: Language) -> str:
    """The YAML text."""
    return "\n".join(_lines(draft, _WORDS[language])) + "\n"


def _lines(draft: Suggestion, words: dict[str, str]) -> Iterator[str]:
    yield f"# {words['head'].format(file=draft.source.name)}"
    yield f"format: {draft.source.format}"
    if draft.source.encoding not in ("", "xml", "utf-8-sig"):
        yield f"encoding: {draft.source.encoding}"
    yield "columns:"
    for name in _REQUIRED:
        if name not in draft.columns:
            yield f"  {name}:   # {words['missing']}"
    for name, guess in draft.columns.items():
        form = draft.formats.get(name)
        value = quoted(guess.name)
        if form is not None and form != "iso":
            value = f"{{column: {value}, format: {quoted(form)}}}"
        mark = draft.separators.get(name, ";")
        if mark != ";":
            value = f"{{column: {value}, separator: {quoted(mark)}}}"
        doubt = f" {words['dates']}" if form is not None and "%" in form else ""
        aside = "" if guess.sure or name in _REQUIRED else "# "
        yield f"  {aside}{name}: {value}{_remark(draft, guess, words)}{doubt}"
    if draft.fields:
        yield "  fields:"
        for name, guess in draft.fields.items():
            yield f"    {name}: {quoted(guess.name)}{_remark(draft, guess, words)}"
    if draft.lifecycle:
        keep = next((t for t in draft.lifecycle if t.lower() == "complete"), next(iter(draft.lifecycle)))
        listed = ", ".join(f"{t} ({n})" for t, n in draft.lifecycle.items())
        yield f"lifecycle: {{column: 'lifecycle:transition', keep: [{quoted(keep)}]}}   # {listed}"
    yield from _steps(draft, words)
    if draft.case:
        yield "case:"
        for name, guess in draft.case.items():
            yield f"  {name}: {quoted(guess.name)}{_remark(draft, guess, words)}"
    yield f"# {words['covers']}"
    facts = [name for name in ("documents", "recordings", "officers") if name in draft.columns]
    yield f"covers: {{steps: all_mapped, facts: [{', '.join(facts)}]}}"
    if draft.unused:
        yield f"# {words['unused']}:"
        for column in draft.unused:
            yield f"#   {quoted(column)}: {words['samples']} {', '.join(draft.samples[column])}"


def _steps(draft: Suggestion, words: dict[str, str]) -> Iterator[str]:
    if not draft.steps:
        return
    yield "steps:"
    for activity, count, candidates in draft.steps:
        times = words["times"].format(n=count)
        if not candidates:
            yield f"  {quoted(activity)}: ignore   # {times} {words['no_step']}"
            continue
        best, others = candidates[0], [guess.name for guess in candidates[1:]]
        doubt = "" if best.sure else f" {words['unsure']}"
        doubt += f", {words['or']} {', '.join(others)}" if doubt and others else ""
        yield f"  {quoted(activity)}: {best.name}   # {times}{doubt}"


def _remark(draft: Suggestion, guess: Guess, words: dict[str, str]) -> str:
    samples = ", ".join(draft.samples.get(guess.name, ()))
    doubt = "" if guess.sure else f" {words['unsure']}"
    return f"   # {words['samples']} {samples}{doubt}"


def quoted(text: str) -> str:
    """The text as a YAML scalar: a JSON string is one."""
    plain = text.isascii() and text.replace("_", "").isalnum() and not text[0].isdigit()
    plain = plain or (not text.isascii() and all(c.isalnum() for c in text) and not text[0].isdigit())
    return (
        text
        if plain and text.lower() not in ("true", "false", "null", "yes", "no")
        else json.dumps(text, ensure_ascii=False)
    )

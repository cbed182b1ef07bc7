"""JSON Schema of the pack files, for editors: completion and the first red line while typing.

The loader stays the judge; the schema knows shapes and closed lists only, taken from the same constants.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from plumbline.core.clocks.counting import Unit
from plumbline.core.law.dated_figure import UNITS as FIGURE_UNITS
from plumbline.core.procedures.load_examples import EXAMPLE_KEYS, RECORD_KEYS
from plumbline.core.procedures.load_kinds import CLOCK_KEYS, KINDS
from plumbline.core.procedures.load_layer import LAYER_HEAD, LAYER_OPTIONAL
from plumbline.core.procedures.load_procedure import (
    FIELD_KEYS,
    FIELD_TYPES,
    HEAD,
    HEAD_OPTIONAL,
    HERE,
    STEP_KEYS,
)
from plumbline.core.procedures.load_rule import RULE_KEYS
from plumbline.core.vocabulary import Bearer, Deem, Outcome, Standing, Stream

Schema = dict[str, Any]
_DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"
_TEXT: Final[Schema] = {"type": "string", "minLength": 1}
_TEXTS: Final[Schema] = {"anyOf": [_TEXT, {"type": "array", "items": _TEXT}]}
_TRUTH: Final[Schema] = {"type": "boolean"}
_DATE: Final[Schema] = {"type": "string", "pattern": r"^\d{4}-\d\d-\d\d$"}
_MOMENT: Final[Schema] = {"type": "string", "pattern": r"^\d{4}-\d\d-\d\d([T ]\d\d:\d\d(:\d\d)?)?$"}
_NUMBER: Final[Schema] = {"type": "integer", "minimum": 1}
_EXPRESSION: Final[Schema] = {"type": ["string", "boolean", "number"]}
_SNAKE: Final = "^[a-z][a-z0-9]*(_[a-z0-9]+)*$"
_KEBAB: Final = "^[a-z0-9]+(-[a-z0-9]+)*$"
_WINDOW: Final[Schema] = {
    "type": "object",
    "properties": {"from": _DATE, "to": _DATE},
    "required": ["from"],
    "additionalProperties": False,
}


def _mapping(required: tuple[str, ...], known: Mapping[str, Schema], optional: tuple[str, ...]) -> Schema:
    """A closed mapping; a key without a schema of its own is a text."""
    keys = (*required, *(key for key in optional if key not in required))
    return {
        "type": "object",
        "properties": {key: known.get(key, _TEXT) for key in keys},
        "required": list(required),
        "additionalProperties": False,
    }


def _words(words: object) -> Schema:
    return {"enum": [str(word) for word in words]}  # type: ignore[attr-defined]


def _named(pattern: str, of: Schema) -> Schema:
    return {"type": "object", "propertyNames": {"pattern": pattern}, "additionalProperties": of}


def _field(more: tuple[str, ...] = ()) -> Schema:
    known = {
        "type": _words(FIELD_TYPES),
        "of": {"type": "array", "items": _TEXT, "minItems": 1},
        "required": _TRUTH,
        "personal": _TRUTH,
        "set_by": {
            "anyOf": [_TEXT, {"type": "array", "items": {"type": "string", "pattern": r"^\w+\.\w+$"}}]
        },
    }
    return _mapping(("title", "type"), known, (*FIELD_KEYS, *more))


def _step(required: tuple[str, ...]) -> Schema:
    known: dict[str, Schema] = {
        "by": _mapping(("role",), {"at_least": _NUMBER}, ("at_least",)),
        "fields": _named(_SNAKE, _field()),
        "documents": _TEXTS,
        "recordings": _TEXTS,
        "repeats": _TRUTH,
        "was": _TEXTS,
    }
    return _mapping(required, known, STEP_KEYS)


def _clock() -> Schema:
    period: Schema = {"type": "string", "pattern": rf"^\d{{1,5}} ({'|'.join(Unit)})$"}
    extension = {"amount": {"anyOf": [_TEXT, _NUMBER]}, "cap": _NUMBER, "times": _NUMBER}
    known: dict[str, Schema] = {
        "bearer": _words(Bearer),
        "from": _TEXTS,
        "to": _TEXTS,
        "within": {"anyOf": [period, _mapping(("figure", "unit"), {"unit": _words(Unit)}, ())]},
        "until": _EXPRESSION,
        "by": {"type": "string", "pattern": r"^\d\d-\d\d$"},
        "at_least": period,
        "start": _EXPRESSION,
        "roll": _TRUTH,
        "match": _TEXTS,
        "extensions": _list(_mapping(("step",), extension, ("amount", "sets", "cap", "times", "by"))),
        "excludes": _list(_mapping(("from", "to"), {"if": _EXPRESSION}, ("if",))),
        "restart": _TEXTS,
        "survives": _TRUTH,
        "on_expiry": _mapping((), {"at": _words(Deem)}, ("deem", "at", "bars")),
    }
    schema = _mapping(("bearer", "from", "to"), known, CLOCK_KEYS)
    schema["oneOf"] = [{"required": [key]} for key in ("within", "until", "by", "at_least")]
    return schema


def _list(of: Schema) -> Schema:
    return {"type": "array", "items": of}


def _rule() -> Schema:
    steps = {"step": _TEXTS}
    who = {**steps, "at_least": _NUMBER, "qualified": _TRUTH, "differs_from": _TEXTS}
    carries = {**steps, "fields": _TEXTS, "documents": _TEXTS, "recordings": _TEXTS}
    known: dict[str, Schema] = {
        "row": _TEXTS,
        "basis": _TEXTS,
        "permitted_by": _TEXTS,
        "was": _TEXTS,
        "when": _EXPRESSION,
        "as_of": _EXPRESSION,
        "over": _words(Stream),
        "standing": _words(Standing),
        "in_force": _WINDOW,
        "checked_on": _DATE,
        "before": _mapping(("step", "need"), {**steps, "need": _EXPRESSION}, ()),
        "limit": _mapping(("step", "holds"), {**steps, "holds": _EXPRESSION}, ()),
        "who": _mapping(("step",), who, ("at_least", "qualified", "role", "differs_from", "recused_by")),
        "carries": _mapping(("step",), carries, ("fields", "documents", "recordings")),
        "never": _mapping(("step",), {**steps, "at_most": {"type": ["integer", "string"]}}, ("at_most",)),
        "clock": _clock(),
    }
    schema = _mapping(("says", "basis"), known, (*RULE_KEYS, *KINDS))
    schema["oneOf"] = [{"required": [kind]} for kind in KINDS]
    return schema


def _contents(step_needs: tuple[str, ...]) -> dict[str, Schema]:
    return {
        "basis": _TEXTS,
        "in_force": _WINDOW,
        "checked_on": _DATE,
        "ends": _TEXTS,
        "gates": _TEXTS,
        "main_line": _TEXTS,
        "lives": {
            "anyOf": [
                {"const": HERE},
                _mapping(("elsewhere", "english"), {"elsewhere": _TEXT, "english": _TEXT}, ()),
            ]
        },
        "attributes": _named(_SNAKE, _field(("set_by",))),
        "steps": _named(_SNAKE, _step(step_needs)),
        "rules": _named(_KEBAB, _rule()),
    }


def procedure_schema() -> Schema:
    """Shape of procedure.yaml."""
    schema = _mapping(HEAD, _contents(("title",)), HEAD_OPTIONAL)
    return {"$schema": _DIALECT, "title": "procedure.yaml", **schema}


def layer_schema() -> Schema:
    """Shape of layer.yaml."""
    known = {**_contents(()), "division": {"type": "string", "pattern": r"^[1-9]\d{5}$"}}
    schema = _mapping(LAYER_HEAD, known, LAYER_OPTIONAL)
    schema["anyOf"] = [{"required": ["field"]}, {"required": ["division"]}]
    return {"$schema": _DIALECT, "title": "layer.yaml", **schema}


def examples_schema() -> Schema:
    """Shape of examples.yaml."""
    officer = _mapping(("officer",), {"confirmed": {"type": ["boolean", "string"]}}, ("role", "confirmed"))
    recording = _mapping(("kind",), {"from": _MOMENT, "to": _MOMENT}, ("from", "to"))
    known: dict[str, Schema] = {
        "id": {"type": ["string", "integer"]},
        "corrects": {"type": ["string", "integer"]},
        "at": _MOMENT,
        "until": _MOMENT,
        "recorded_at": _MOMENT,
        "by": {"anyOf": [_TEXT, officer, _list({"anyOf": [_TEXT, officer]})]},
        "fields": {"type": "object"},
        "documents": _TEXTS,
        "recordings": {"anyOf": [_TEXT, recording, _list({"anyOf": [_TEXT, recording]})]},
        "void": _TRUTH,
    }
    outcome = _words(Outcome)
    detailed = _mapping(
        ("outcome",),
        {"outcome": outcome, "due": _MOMENT, "days_over": {"type": "integer"}, "late_entry": _TRUTH},
        ("due", "days_over", "late_entry"),
    )
    one: Schema = {"anyOf": [outcome, detailed]}
    span = _mapping(("from", "to"), {"from": _DATE, "to": _DATE}, ())
    example = _mapping(
        ("name", "records", "expect"),
        {
            "header": {"type": "object"},
            "now": _MOMENT,
            "officers": _named("", {"anyOf": [{"const": "none"}, span, _list(span)]}),
            "uncovered": _TEXTS,
            "figures": {"type": "object", "additionalProperties": {"type": "number"}},
            "records": _list(_mapping(("step", "at"), known, RECORD_KEYS)),
            "expect": _named(_KEBAB, {"anyOf": [{"const": "none"}, one, _list(one)]}),
        },
        EXAMPLE_KEYS,
    )
    return {"$schema": _DIALECT, "title": "examples.yaml", **_list(example)}


def figures_schema() -> Schema:
    """Shape of law/figures.yaml."""
    value = _mapping(
        ("from", "value"),
        {
            "from": _DATE,
            "to": _DATE,
            "value": {"type": ["number", "null"]},
            "standing": _words(Standing),
            "checked_on": _DATE,
            "of": {"type": ["string", "integer"]},
            "division": {"type": ["string", "integer"]},
        },
        ("to", "of", "basis", "checked_on", "standing", "set_by", "note", "division"),
    )
    figure = _mapping(
        ("title", "unit", "values"), {"unit": _words(FIGURE_UNITS), "values": _list(value)}, ("key", "note")
    )
    schema = _mapping(("figures",), {"figures": _named("", figure)}, ())
    return {"$schema": _DIALECT, "title": "figures.yaml", **schema}


SCHEMAS: Final[dict[str, Callable[[], Schema]]] = {
    "procedure": procedure_schema,
    "layer": layer_schema,
    "examples": examples_schema,
    "figures": figures_schema,
}
"""Each kind of pack file with the function that makes its schema."""

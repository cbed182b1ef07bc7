"""JSON Schema of the pack files, for editors: completion and the first red line while typing.

The loader stays the judge; the schema knows shapes and closed lists only, taken from the same constants.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
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
DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"
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


def mapping(required: tuple[str, ...], known: Mapping[str, Schema], optional: tuple[str, ...]) -> Schema:
    """A closed mapping; a key without a schema of its own is a text."""
    keys = (*required, *(key for key in optional if key not in required))
    return {
        "type": "object",
        "properties": {key: known.get(key, _TEXT) for key in keys},
        "required": list(required),
        "additionalProperties": False,
    }


def words(known: Iterable[object]) -> Schema:
    """One word of a closed list."""
    return {"enum": [str(word) for word in known]}


def named(pattern: str, of: Schema) -> Schema:
    """A mapping whose keys are ids."""
    return {"type": "object", "propertyNames": {"pattern": pattern}, "additionalProperties": of}


def _field(more: tuple[str, ...] = ()) -> Schema:
    known = {
        "type": words(FIELD_TYPES),
        "of": {"type": "array", "items": _TEXT, "minItems": 1},
        "required": _TRUTH,
        "personal": _TRUTH,
        "set_by": {
            "anyOf": [_TEXT, {"type": "array", "items": {"type": "string", "pattern": r"^\w+\.\w+$"}}]
        },
    }
    return mapping(("title", "type"), known, (*FIELD_KEYS, *more))


def _step(required: tuple[str, ...]) -> Schema:
    known: dict[str, Schema] = {
        "by": mapping(("role",), {"at_least": _NUMBER}, ("at_least",)),
        "fields": named(_SNAKE, _field()),
        "documents": _TEXTS,
        "recordings": _TEXTS,
        "repeats": _TRUTH,
        "only_awaited": _TRUTH,
        "not_after": _TEXTS,
        "was": _TEXTS,
    }
    return mapping(required, known, STEP_KEYS)


def _clock() -> Schema:
    period: Schema = {"type": "string", "pattern": rf"^\d{{1,5}} ({'|'.join(Unit)})$"}
    extension = {"amount": {"anyOf": [_TEXT, _NUMBER]}, "cap": _NUMBER, "times": _NUMBER}
    known: dict[str, Schema] = {
        "bearer": words(Bearer),
        "from": _TEXTS,
        "to": _TEXTS,
        "within": {"anyOf": [period, mapping(("figure", "unit"), {"unit": words(Unit)}, ())]},
        "until": _EXPRESSION,
        "by": {"type": "string", "pattern": r"^\d\d-\d\d$"},
        "at_least": period,
        "start": _EXPRESSION,
        "roll": _TRUTH,
        "match": _TEXTS,
        "extensions": listed(mapping(("step",), extension, ("amount", "sets", "cap", "times", "by"))),
        "excludes": listed(mapping(("from", "to"), {"if": _EXPRESSION}, ("if",))),
        "restart": _TEXTS,
        "survives": _TRUTH,
        "right": _TRUTH,
        "on_expiry": mapping((), {"at": words(Deem)}, ("deem", "at", "bars")),
    }
    schema = mapping(("bearer", "from", "to"), known, CLOCK_KEYS)
    schema["oneOf"] = [{"required": [key]} for key in ("within", "until", "by", "at_least")]
    return schema


def listed(of: Schema) -> Schema:
    """A list of such."""
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
        "over": words(Stream),
        "standing": words(Standing),
        "in_force": _WINDOW,
        "checked_on": _DATE,
        "before": mapping(("step", "need"), {**steps, "need": _EXPRESSION}, ()),
        "limit": mapping(("step", "holds"), {**steps, "holds": _EXPRESSION}, ()),
        "who": mapping(("step",), who, ("at_least", "qualified", "role", "differs_from", "recused_by")),
        "carries": mapping(("step",), carries, ("fields", "documents", "recordings")),
        "never": mapping(("step",), {**steps, "at_most": {"type": ["integer", "string"]}}, ("at_most",)),
        "clock": _clock(),
    }
    schema = mapping(("says", "basis"), known, (*RULE_KEYS, *KINDS))
    schema["oneOf"] = [{"required": [kind]} for kind in KINDS]
    return schema


def _contents(step_needs: tuple[str, ...]) -> dict[str, Schema]:
    return {
        "basis": _TEXTS,
        "in_force": _WINDOW,
        "checked_on": _DATE,
        "ends": _TEXTS,
        "reopens": _TEXTS,
        "afterwards": _TEXTS,
        "alone": {"type": "boolean"},
        "gates": _TEXTS,
        "main_line": _TEXTS,
        "lives": {
            "anyOf": [
                {"const": HERE},
                mapping(("elsewhere", "english"), {"elsewhere": _TEXT, "english": _TEXT}, ()),
            ]
        },
        "attributes": named(_SNAKE, _field(("set_by",))),
        "steps": named(_SNAKE, _step(step_needs)),
        "rules": named(_KEBAB, _rule()),
    }


def procedure_schema() -> Schema:
    """Shape of procedure.yaml."""
    schema = mapping(HEAD, _contents(("title",)), HEAD_OPTIONAL)
    return {"$schema": DIALECT, "title": "procedure.yaml", **schema}


def layer_schema() -> Schema:
    """Shape of layer.yaml."""
    known = {**_contents(()), "division": {"type": "string", "pattern": r"^[1-9]\d{5}$"}}
    schema = mapping(LAYER_HEAD, known, LAYER_OPTIONAL)
    schema["anyOf"] = [{"required": ["field"]}, {"required": ["division"]}]
    return {"$schema": DIALECT, "title": "layer.yaml", **schema}


def examples_schema() -> Schema:
    """Shape of examples.yaml."""
    officer = mapping(("officer",), {"confirmed": {"type": ["boolean", "string"]}}, ("role", "confirmed"))
    recording = mapping(("kind",), {"from": _MOMENT, "to": _MOMENT}, ("from", "to"))
    known: dict[str, Schema] = {
        "id": {"type": ["string", "integer"]},
        "corrects": {"type": ["string", "integer"]},
        "at": _MOMENT,
        "until": _MOMENT,
        "recorded_at": _MOMENT,
        "by": {"anyOf": [_TEXT, officer, listed({"anyOf": [_TEXT, officer]})]},
        "fields": {"type": "object"},
        "documents": _TEXTS,
        "recordings": {"anyOf": [_TEXT, recording, listed({"anyOf": [_TEXT, recording]})]},
        "void": _TRUTH,
    }
    outcome = words(Outcome)
    detailed = mapping(
        ("outcome",),
        {"outcome": outcome, "due": _MOMENT, "days_over": {"type": "integer"}, "late_entry": _TRUTH},
        ("due", "days_over", "late_entry"),
    )
    one: Schema = {"anyOf": [outcome, detailed]}
    span = mapping(("from", "to"), {"from": _DATE, "to": _DATE}, ())
    example = mapping(
        ("name", "records", "expect"),
        {
            "header": {"type": "object"},
            "now": _MOMENT,
            "officers": named("", {"anyOf": [{"const": "none"}, span, listed(span)]}),
            "uncovered": _TEXTS,
            "figures": {"type": "object", "additionalProperties": {"type": "number"}},
            "records": listed(mapping(("step", "at"), known, RECORD_KEYS)),
            "expect": named(_KEBAB, {"anyOf": [{"const": "none"}, one, listed(one)]}),
        },
        EXAMPLE_KEYS,
    )
    return {"$schema": DIALECT, "title": "examples.yaml", **listed(example)}


def figures_schema() -> Schema:
    """Shape of law/figures.yaml."""
    value = mapping(
        ("from", "value"),
        {
            "from": _DATE,
            "to": _DATE,
            "value": {"type": ["number", "null"]},
            "standing": words(Standing),
            "checked_on": _DATE,
            "of": {"type": ["string", "integer"]},
            "division": {"type": ["string", "integer"]},
        },
        ("to", "of", "basis", "checked_on", "standing", "set_by", "note", "division"),
    )
    figure = mapping(
        ("title", "unit", "values"), {"unit": words(FIGURE_UNITS), "values": listed(value)}, ("key", "note")
    )
    schema = mapping(("figures",), {"figures": named("", figure)}, ())
    return {"$schema": DIALECT, "title": "figures.yaml", **schema}


SCHEMAS: Final[dict[str, Callable[[], Schema]]] = {
    "procedure": procedure_schema,
    "layer": layer_schema,
    "examples": examples_schema,
    "figures": figures_schema,
}
"""Each kind of pack file with the function that makes its schema."""

"""JSON Schema of the files beside procedures: documents, service, successions; made like those of `json_schema`."""

from __future__ import annotations

from typing import Final

from plumbline.core.procedures.document_kind import Layout, Volume
from plumbline.core.procedures.json_schema import DIALECT, Schema, listed, mapping, named, words
from plumbline.core.procedures.load_documents import KIND_KEYS, MAKERS, ONLY_KEYS
from plumbline.core.procedures.service import DAYS

_TEXT: Final[Schema] = {"type": "string", "minLength": 1}
_TEXTS: Final[Schema] = {"anyOf": [_TEXT, listed(_TEXT)]}
_TRUTH: Final[Schema] = {"type": "boolean"}
_DATE: Final[Schema] = {"type": "string", "pattern": r"^\d{4}-\d\d-\d\d$"}
_NUMBER: Final[Schema] = {"type": "integer", "minimum": 1}
_KEBAB: Final = "^[a-z0-9]+(-[a-z0-9]+)*$"
_SNAKE: Final = "^[a-z][a-z0-9]*(_[a-z0-9]+)*$"


def documents_schema() -> Schema:
    """Shape of documents/*.yaml."""
    clause = mapping(("says", "basis"), {"basis": _TEXTS}, ())
    ask: Schema = {"anyOf": [_TEXT, mapping(("title",), {"lines": _NUMBER}, ("lines",))]}
    known: dict[str, Schema] = {
        "layout": words(Layout),
        "volume": words(Volume),
        "order": _NUMBER,
        "basis": _TEXTS,
        "cites": _TEXTS,
        "sealed": _TRUTH,
        "made_by": words(MAKERS),
        "asks": named(_SNAKE, ask),
        "needs": listed(_TEXT),
        "body": listed(_block()),
    }
    kind = mapping(KIND_KEYS[0], known, KIND_KEYS[1])
    file = {"checked_on": _DATE, "clauses": named(_KEBAB, clause), "documents": named(_KEBAB, kind)}
    schema = mapping(("checked_on", "documents"), file, ("clauses",))
    return {"$schema": DIALECT, "title": "documents/*.yaml", **schema}


def _block() -> Schema:
    """A part of a paper: a paragraph as text, or one of the mappings."""
    only: dict[str, Schema] = {"without": {"type": "object", "additionalProperties": _TEXTS}}
    row: Schema = {"type": "array", "items": _TEXT | {"minLength": 0}, "minItems": 2, "maxItems": 4}
    least: Schema = {"type": "integer", "minimum": 0}
    return {
        "anyOf": [
            _TEXT,
            mapping(("heading",), {}, ()),
            mapping(("room",), {}, ()),
            mapping(("clause",), only, ONLY_KEYS),
            mapping(("text",), only, ONLY_KEYS),
            mapping(("rows",), {"rows": listed(row)}, ()),
            mapping(("grid", "of"), {"grid": listed(_TEXT), "least": least}, ("least",)),
            mapping(("boxes",), {"boxes": listed(_TEXT)}, ()),
            mapping(("sign",), {"sign": listed(_TEXT)}, ()),
            mapping(("dialogue",), {"dialogue": _NUMBER}, ()),
        ]
    }


def service_schema() -> Schema:
    """Shape of service/methods.yaml."""
    after: Schema = {"type": "string", "pattern": r"^\d{1,5} [a-z_]+$"}
    deemed = mapping(("day_of",), {"day_of": words(DAYS), "after": after}, ("after",))
    known: dict[str, Schema] = {"basis": _TEXTS, "proof": _TEXTS, "one_of": _TEXTS, "deemed": deemed}
    method = mapping(("title", "english", "basis", "when", "proof", "deemed"), known, ("one_of",))
    schema = mapping(("checked_on", "methods"), {"checked_on": _DATE, "methods": named(_SNAKE, method)}, ())
    return {"$schema": DIALECT, "title": "service/methods.yaml", **schema}


def successions_schema() -> Schema:
    """Shape of successions.yaml."""
    taken: Schema = mapping((), {"is": {"type": ["string", "boolean", "number"]}}, ("is", "of"))
    taken["oneOf"] = [{"required": ["is"]}, {"required": ["of"]}]
    begin: Schema = {
        "type": "object",
        "propertyNames": {"pattern": r"^\w+\.\w+$"},
        "additionalProperties": taken,
    }
    entry = mapping(
        ("from", "to", "title", "english", "after"), {"after": _TEXTS, "begin": begin}, ("begin",)
    )
    schema = mapping(("successions",), {"successions": listed(entry)}, ())
    return {"$schema": DIALECT, "title": "successions.yaml", **schema}

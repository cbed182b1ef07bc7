"""Every kind of pack file with the function that makes its JSON Schema, and where such files lie in a layer."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from plumbline.core.procedures import document_schema, json_schema
from plumbline.core.procedures.json_schema import Schema

SCHEMAS: Final[Mapping[str, Callable[[], Schema]]] = {
    **json_schema.SCHEMAS,
    "documents": document_schema.documents_schema,
    "service": document_schema.service_schema,
    "successions": document_schema.successions_schema,
}
"""The name of a schema is that of its file in packs/schema/."""
PLACES: Final[Mapping[str, str]] = {
    **{name: f"{name}.yaml" for name in SCHEMAS},
    "documents": "documents/*.yaml",
    "service": "service/methods.yaml",
}
"""How the names of such files end."""

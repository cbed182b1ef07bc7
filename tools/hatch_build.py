"""Puts the packs into a built wheel. An editable install reads those of the checkout, so it gets no copy.

Without the table of words, which is made by `make setup` and not committed, no wheel is built.
"""

from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

WORDS = "src/plumbline/core/disclosure/words.txt"


class PacksHook(BuildHookInterface[Any]):
    """Called by hatchling for each build of the wheel."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if version == "standard":
            if not (Path(self.root) / WORDS).exists():
                raise FileNotFoundError(f"{WORDS} is missing: run make setup, which makes it")
            build_data["force_include"]["packs"] = "plumbline/packs"

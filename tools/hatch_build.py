"""Puts the packs into a built wheel. An editable install reads those of the checkout, so it gets no copy."""

from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class PacksHook(BuildHookInterface[Any]):
    """Called by hatchling for each build of the wheel."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if version == "standard":
            build_data["force_include"]["packs"] = "plumbline/packs"

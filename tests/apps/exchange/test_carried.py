"""What a layout cannot carry is told, step by step and field by field."""

from plumbline.apps.pack_store.shelf import shelf
from plumbline.core.layouts.catalogue import LAYOUTS, lost
from plumbline.core.layouts.facts import FACTS
from plumbline.core.layouts.publicity import PENALTY_2016, PENALTY_2019


def test_what_cannot_be_carried_is_every_step_and_field_without_a_column() -> None:
    procedure = shelf().packs.procedure("penalty.ordinary")
    gone = {name for name, _zh, _en in lost(PENALTY_2016, procedure)}
    assert "decide.fine" in gone, "the generation of 2016 has no column for the amount"
    assert "decide.fine" not in {name for name, _zh, _en in lost(PENALTY_2019, procedure)}
    assert {"investigate", "serve"} <= gone
    assert all(column.fact in FACTS for layout in LAYOUTS.values() for column in layout.columns)

"""The reference folder with real statute texts, where there is one."""

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]


def reference_folder() -> Path | None:
    """$PLUMBLINE_REFERENCE, or `shared` beside the checkout."""
    named = os.environ.get("PLUMBLINE_REFERENCE")
    folder = Path(named) if named else ROOT.parent / "shared"
    return folder if (folder / "data" / "laws").is_dir() else None


@pytest.fixture(scope="session")
def reference() -> Path:
    folder = reference_folder()
    if folder is None:
        pytest.skip("no statute texts: set PLUMBLINE_REFERENCE to the folder that holds data/laws")
    return folder


@pytest.fixture(scope="session")
def packs() -> Path:
    return ROOT / "packs"

"""Writes the attack files; run from the repository's root: `python -m tests.core.ledger.write_attacks`.

The files are what is tested and what others may use; a test holds them equal to what is made here.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from tests.core.ledger.attack_files import FOLDER, HONEST, Attack, written
from tests.core.ledger.case_attacks import case_attacks
from tests.core.ledger.operator_attacks import operator_attacks
from tests.core.ledger.store_attacks import store_attacks


def all_attacks() -> Iterator[Attack]:
    yield from case_attacks()
    yield from operator_attacks()
    yield from store_attacks()


def files() -> dict[Path, str]:
    """Every file with its text."""
    found = {FOLDER / "honest" / f"{target}.json": written(make()) for target, make in HONEST.items()}
    for attack in all_attacks():
        path = FOLDER / attack.target / f"{attack.name}.json"
        assert path not in found, path
        found[path] = written(attack.to_json())
    return found


def main() -> None:
    kept = files()
    for path in set(FOLDER.rglob("*.json")) - kept.keys():
        path.unlink()
    for path, text in kept.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    print(f"{len(kept)} files")


if __name__ == "__main__":
    main()

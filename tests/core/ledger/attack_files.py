"""The form of an attack file, and how attacks are written down: as what the attacker changes in something honest.

An attack file (`attacks/<target>/<name>.json`):

    attack    its name, the file's name too
    target    what is attacked; `attacks/honest/<target>.json` is the honest state
    says      what the attacker did, in one sentence
    by        who could: holder (of a copy), administrator (of the database), operator (with the log's key), network
    changes   [{at: [keys …], is: value} or {at: [keys …], removed: true}], applied in order to the honest state
    refused   {error, leaf, record}: the error and the first wrong record (null where none can be named); or
    weakened  the code of a statement that is then said as not proved

Targets: `case` (files of a case file's payload, bagged afresh: the attacker keeps checksums right), `archive` (files of
the whole bag), `log` (leaves, checkpoints, tiles), `witness` (state, request, clock), `inclusion`, `consistency`,
`note` (a checkpoint and whose it should be).
"""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from tests.core.ledger.honest import LOG, TIMES, TRUST, LogOfTheHouse, at, evidence, honest_log

from plumbline.core.ledger.casefile import bag
from plumbline.core.ledger.casefile_parts import lay_out
from plumbline.core.ledger.evidence import CaseEvidence, Trust
from plumbline.core.ledger.witness import AddCheckpoint, Followed

FOLDER = Path(__file__).parent / "attacks"
BAGGED = "2026-03-10"
NOBODY = (None, None)

State = dict[str, Any]


@dataclass(frozen=True)
class Attack:
    """One attack as it is made: the state it leaves behind, and what the verifier must say."""

    name: str
    target: str
    says: str
    by: str
    state: State
    error: str | None
    wrong: tuple[int | None, str | None] = NOBODY
    weakened: str | None = None

    def to_json(self) -> State:
        honest = HONEST[self.target]()
        verdict: State = {"weakened": self.weakened}
        if self.error:
            verdict = {"refused": {"error": self.error, "leaf": self.wrong[0], "record": self.wrong[1]}}
        return {
            "attack": self.name,
            "target": self.target,
            "says": self.says,
            "by": self.by,
            "changes": list(differences(honest, self.state, [])),
            **verdict,
        }


def differences(honest: Any, attacked: Any, at: list[Any]) -> Iterator[State]:
    """The changes that turn one value into the other."""
    if honest == attacked:
        return
    if isinstance(honest, dict) and isinstance(attacked, dict):
        for key in [*honest, *(key for key in attacked if key not in honest)]:
            if key not in attacked:
                yield {"at": [*at, key], "removed": True}
            elif key not in honest:
                yield {"at": [*at, key], "is": attacked[key]}
            else:
                yield from differences(honest[key], attacked[key], [*at, key])
    elif isinstance(honest, list) and isinstance(attacked, list) and len(honest) == len(attacked):
        for place, pair in enumerate(zip(honest, attacked, strict=True)):
            yield from differences(*pair, [*at, place])
    else:
        yield {"at": at, "is": attacked}


def apply(changes: list[State], honest: State) -> State:
    """The attacked state."""
    state = deepcopy(honest)
    for change in changes:
        *path, last = change["at"]
        inner = state
        for key in path:
            inner = inner[key]
        if change.get("removed"):
            del inner[last]
        else:
            inner[last] = change["is"]
    return state


def trust_state(trust: Trust) -> State:
    return {"keys": [key.text for key in trust.keys], "witnesses": [key.text for key in trust.witnesses]}


def files_state(files: Mapping[str, bytes]) -> dict[str, str]:
    return {name: files[name].decode() for name in sorted(files)}


def case_state(found: CaseEvidence, trust: Trust = TRUST) -> State:
    return {"trust": trust_state(trust), "files": files_state(lay_out(found))}


def archive_state() -> State:
    return {
        "trust": trust_state(TRUST),
        "files": files_state(bag(lay_out(evidence(honest_log())), BAGGED)),
    }


def log_state(log: LogOfTheHouse, known: Mapping[int, LogOfTheHouse] | None = None) -> State:
    """A stored log. `known` gives, for a size, another log whose checkpoint of that size is shown instead."""
    logs = {size: log for size in log.times if size <= len(log.leaves)} | dict(known or {})
    return {
        "trust": trust_state(TRUST),
        "leaves": [leaf.decode() for leaf in log.leaves],
        "checkpoints": [logs[size].note(size).written() for size in sorted(logs)],
        "tiles": {path: base64.b64encode(data).decode() for path, data in log.tiles().items()},
    }


def witness_state(log: LogOfTheHouse | None = None, old_size: int = 4, size: int = 8, **more: Any) -> State:
    """A witness that cosigned 4 leaves and is asked to cosign 8; only the log's own signature is on the request."""
    log = replace(log or honest_log(), witnesses=())
    last = Followed(log.signer.key.name, 4, honest_log().checkpoint(4).root, at(TIMES[4]) // 1_000_000)
    proof = log.consistency(old_size, size) if old_size <= size else ()
    return {
        "logs": {LOG.key.name: [LOG.key.text]},
        "last": {
            "origin": last.origin,
            "size": last.size,
            "root": last.root.hex(),
            "timestamp": last.timestamp,
        },
        "request": AddCheckpoint(old_size, proof, log.note(size)).body(),
        "now": at(TIMES[8]) // 1_000_000,
        **more,
    }


def inclusion_state(index: int = 2, size: int = 7) -> State:
    log = honest_log()
    return {
        "index": index,
        "size": size,
        "leaf_hash": log.hashes[index].hex(),
        "proof": [one.hex() for one in log.inclusion(index, size)],
        "root": log.checkpoint(size).root.hex(),
    }


def consistency_state(old_size: int = 3, size: int = 7) -> State:
    log = honest_log()
    return {
        "old_size": old_size,
        "size": size,
        "proof": [one.hex() for one in log.consistency(old_size, size)],
        "old_root": log.checkpoint(old_size).root.hex(),
        "root": log.checkpoint(size).root.hex(),
    }


def note_state() -> State:
    return {"keys": [LOG.key.text], "origin": LOG.key.name, "note": honest_log().note(8).written()}


HONEST: dict[str, Callable[[], State]] = {
    "case": lambda: case_state(evidence(honest_log())),
    "archive": archive_state,
    "log": lambda: log_state(honest_log()),
    "witness": witness_state,
    "inclusion": inclusion_state,
    "consistency": consistency_state,
    "note": note_state,
}


def written(value: State) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"

"""Every attack file is detected, and the message names the first wrong record in both languages."""

import base64
import json
from pathlib import Path
from typing import Any

import pytest
from tests.core.ledger.attack_files import BAGGED, FOLDER, apply
from tests.core.ledger.write_attacks import files

from plumbline.core.ledger.casefile import MemoryFiles, bag
from plumbline.core.ledger.casefile_parts import read_case_file
from plumbline.core.ledger.checkpoint import open_checkpoint
from plumbline.core.ledger.cosignature import read_witness_key
from plumbline.core.ledger.errors import LedgerError
from plumbline.core.ledger.evidence import Report, Trust
from plumbline.core.ledger.log import verify_log
from plumbline.core.ledger.note import read_key, read_note
from plumbline.core.ledger.proof import check_consistency, check_inclusion
from plumbline.core.ledger.trusted_log import TrustedKeys
from plumbline.core.ledger.verify import verify_case
from plumbline.core.ledger.witness import Followed, follow, read_request

State = dict[str, Any]
ATTACKS = sorted(path for path in FOLDER.rglob("*.json") if path.parent.name != "honest")
TARGETS = sorted(path.stem for path in (FOLDER / "honest").glob("*.json"))


def trust_of(state: State) -> Trust:
    return Trust(
        tuple(map(read_key, state["trust"]["keys"])),
        tuple(map(read_witness_key, state["trust"]["witnesses"])),
    )


def judge_case(state: State) -> Report:
    payload = {name: text.encode() for name, text in state["files"].items()}
    return verify_case(read_case_file(MemoryFiles(bag(payload, BAGGED))), trust_of(state))


def judge_archive(state: State) -> Report:
    given = {name: text.encode() for name, text in state["files"].items()}
    return verify_case(read_case_file(MemoryFiles(given)), trust_of(state))


def judge_log(state: State) -> Report:
    trust = trust_of(state)
    keys = TrustedKeys(trust.keys[0].name, trust)
    known = [keys.believe(read_note(note)) for note in state["checkpoints"]]
    tiles = {path: base64.b64decode(data) for path, data in state["tiles"].items()}
    leaves = [leaf.encode() for leaf in state["leaves"]]
    return verify_log(leaves, known, trust, lambda tile: tiles[tile.path])


def judge_witness(state: State) -> Followed:
    logs = {origin: tuple(map(read_key, keys)) for origin, keys in state["logs"].items()}
    stored = state["last"]
    last = Followed(**{**stored, "root": bytes.fromhex(stored["root"])}) if stored else None
    return follow(read_request(state["request"]), logs, last, state["now"])


def judge_inclusion(state: State) -> None:
    proof = [bytes.fromhex(one) for one in state["proof"]]
    leaf_hash, root = bytes.fromhex(state["leaf_hash"]), bytes.fromhex(state["root"])
    check_inclusion(state["index"], state["size"], leaf_hash, proof, root)


def judge_consistency(state: State) -> None:
    proof = [bytes.fromhex(one) for one in state["proof"]]
    old_root, root = bytes.fromhex(state["old_root"]), bytes.fromhex(state["root"])
    check_consistency(state["old_size"], state["size"], proof, old_root, root)


def judge_note(state: State) -> None:
    open_checkpoint(read_note(state["note"]), tuple(map(read_key, state["keys"])), state["origin"])


JUDGES = {
    name.removeprefix("judge_"): judge for name, judge in globals().items() if name.startswith("judge_")
}


def read(path: Path) -> State:
    value: State = json.loads(path.read_text("utf-8"))
    return value


@pytest.mark.parametrize("target", TARGETS)
def test_the_honest_state_stands(target: str) -> None:
    JUDGES[target](read(FOLDER / "honest" / f"{target}.json"))


@pytest.mark.parametrize("path", ATTACKS, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_attack_is_detected(path: Path) -> None:
    attack = read(path)
    state = apply(attack["changes"], read(FOLDER / "honest" / f"{attack['target']}.json"))
    if "weakened" in attack:
        report = JUDGES[attack["target"]](state)
        assert attack["weakened"] in [one.code for one in report.not_proved]
        return
    with pytest.raises(LedgerError) as caught:
        JUDGES[attack["target"]](state)
    error, refused = caught.value, attack["refused"]
    assert type(error).__name__ == refused["error"], error
    assert getattr(error, "leaf", None) == refused["leaf"], error
    assert getattr(error, "record", None) == refused["record"], error
    for language in ("zh", "en"):
        sentence = error.message(language)
        assert refused["leaf"] is None or str(refused["leaf"]) in sentence
        assert refused["record"] is None or refused["record"] in sentence


def test_there_are_many_attacks_each_named_after_its_file() -> None:
    refused = [path for path in ATTACKS if "refused" in read(path)]
    assert len(refused) >= 100
    assert all(read(path)["attack"] == path.stem for path in ATTACKS)
    assert all(read(path)["changes"] for path in ATTACKS)
    assert {path.parent.name for path in ATTACKS} == set(TARGETS) == set(JUDGES)


def test_files_are_those_that_are_made() -> None:
    made = files()
    assert {path: path.read_text("utf-8") for path in FOLDER.rglob("*.json")} == made

"""What verification says of honest evidence, the SM3 tree beside it, a new key, and logs read in parts."""

import pickle
from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.core.ledger.honest import (
    LOG,
    NAME,
    NEW_LOG,
    ORIGIN,
    SM3_LOG,
    TIMES,
    TRUST,
    LogOfTheHouse,
    at,
    chained,
    evidence,
    evidence_with_new_key,
    honest_log,
    honest_records,
    log_of,
    log_with_new_key,
    record,
    seed,
)

from plumbline.core.ledger.errors import LedgerError, RecordMalformed, Said
from plumbline.core.ledger.evidence import Anchor, Entry, KeyChange, Report, Seal, Trust
from plumbline.core.ledger.findings import (
    LogForked,
    RecordNotSealed,
    RecordOutOfPlace,
    SealUntrusted,
    TileWrong,
    TimeContradicted,
    Untrue,
    ValueChanged,
)
from plumbline.core.ledger.hashing import tree_hash, written_hash
from plumbline.core.ledger.log import LogVerifier, Start, verify_log, wrong_tiles
from plumbline.core.ledger.note import Ed25519Signer
from plumbline.core.ledger.system_acts import CHANGE_KEY, LOG_CASE, ValuePlace
from plumbline.core.ledger.tiles import Tile
from plumbline.core.ledger.tree import Frontier
from plumbline.core.ledger.trusted_log import TimedTree, TrustedKeys
from plumbline.core.ledger.verify import verify_case
from plumbline.core.ledger.wording import SENTENCES, report_lines


def codes(report: Report) -> tuple[list[str], list[str]]:
    return [one.code for one in report.proved], [one.code for one in report.not_proved]


def known_of(log: LogOfTheHouse, trust: Trust = TRUST) -> list[TimedTree]:
    keys = TrustedKeys(log.signer.key.name, trust)
    return [keys.believe(log.note(size)) for size in log.times if size <= len(log.leaves)]


def test_an_honest_case_file_says_what_is_proved_and_what_not() -> None:
    report = verify_case(evidence(honest_log()), TRUST)
    assert codes(report) == (
        ["sealed", "chained", "values", "witnessed"],
        ["may_be_later_than_said", "later_records", "truth"],
    )
    assert [(one.leaf, one.delay // 3600) for one in report.late] == [(4, 57), (5, 33)]
    zh, en = report_lines(report), report_lines(report, "en")
    assert any("2026-03-09 由 officer-1、officer-2 依 保管期限表第3条 销毁" in line for line in zh)
    assert any(
        "destroyed on 2026-03-09, by officer-1, officer-2, under 保管期限表第3条" in line for line in en
    )
    assert len(zh) == len(en)


@pytest.mark.parametrize(
    ("trust", "code"),
    [(Trust((LOG.key,)), "no_witness_key"), (Trust((LOG.key,), TRUST.witnesses), "no_witness")],
)
def test_without_a_witness_time_is_not_proved(trust: Trust, code: str) -> None:
    log = replace(honest_log(), witnesses=())
    report = verify_case(evidence(log), trust)
    assert code in codes(report)[1]
    assert any("时间未获证明" in line for line in report_lines(report))
    assert any("not proved in time" in line for line in report_lines(report, "en"))


def test_records_no_witness_has_seen_are_named() -> None:
    log = replace(honest_log(), times={size: time for size, time in TIMES.items() if size < 8})
    report = verify_case(evidence(log), TRUST)
    (missing,) = [one for one in report.not_proved if one.code == "not_witnessed"]
    assert missing.data["leaves"] == [7]


def test_what_is_withheld_is_said() -> None:
    place = ValuePlace("a-1", "personal", "party_name")
    openings = {other: one for other, one in evidence(honest_log()).openings.items() if other != place}
    report = verify_case(evidence(honest_log(), openings=openings, withheld=frozenset([place])), TRUST)
    assert report.withheld == (place,)
    assert any("party_name" in line for line in report_lines(report, "en"))


@given(st.integers(0, 4_000))
def test_lateness_counts_from_the_end_of_the_act(minutes: int) -> None:
    act = replace(honest_records()[1], recorded_at=at("03-02T09:20") + 60_000_000 * (minutes + 1))
    log = log_of(chained([act]), times={})
    report = verify_case(evidence(log, "B"), Trust((LOG.key,)))
    assert bool(report.late) == (minutes > 24 * 60)


def test_the_parallel_tree_proves_the_same_under_its_own_key() -> None:
    log = honest_log()
    sm3 = replace(log, signer=SM3_LOG, tree=tree_hash("sm3"))
    both = evidence(log, seals=(log.seal([0, 2, 4, 5, 7]), sm3.seal([0, 2, 4, 5, 7])))
    for keys in ((LOG.key,), (SM3_LOG.key,), (LOG.key, SM3_LOG.key)):
        report = verify_case(both, replace(TRUST, keys=keys))
        assert [one.code for one in report.proved].count("sealed") == len(keys)
    (first, second) = both.seals
    broken = replace(second, inclusion=(first.inclusion[0], *second.inclusion[1:]))
    with pytest.raises(RecordNotSealed):
        verify_case(replace(both, seals=(first, broken)), replace(TRUST, keys=(LOG.key, SM3_LOG.key)))
    assert verify_case(replace(both, seals=(first, broken)), TRUST)


def test_a_chain_may_be_written_in_sm3() -> None:
    log = log_of(chained(honest_records(), tree_hash("sm3")))
    assert b"sm3:" in log.leaves[2]
    assert verify_case(evidence(log), TRUST).records == 5


def test_a_new_key_is_followed_and_the_old_one_ends() -> None:
    found = evidence_with_new_key()
    assert verify_case(found, TRUST).records == 6
    with pytest.raises(SealUntrusted):
        verify_case(evidence_with_new_key(replace(log_with_new_key()[0], signer=LOG).note(10)), TRUST)


def test_whoever_has_the_new_key_alone_is_told_whose_word_the_rest_is() -> None:
    found = evidence_with_new_key()
    told = {
        "both": verify_case(found, replace(TRUST, keys=(LOG.key, NEW_LOG.key))),
        "new": verify_case(found, replace(TRUST, keys=(NEW_LOG.key,))),
    }
    assert {name: one.records for name, one in told.items()} == {"both": 6, "new": 6}
    older = {
        name: [one.data for one in held.not_proved if one.code == "older_key"] for name, held in told.items()
    }
    assert older == {"both": [], "new": [{"leaves": [8]}]}
    assert told["new"].proved == told["both"].proved, "times of witnesses stand under the older key too"
    late = evidence_with_new_key(replace(log_with_new_key()[0], signer=LOG).note(10))
    with pytest.raises(SealUntrusted):
        verify_case(late, replace(TRUST, keys=(NEW_LOG.key,)))


def test_each_key_of_a_chain_leads_to_the_others() -> None:
    keys = (LOG, NEW_LOG, Ed25519Signer(ORIGIN, seed("third log key")))
    acts = [
        record(f"log-{place}", LOG_CASE, CHANGE_KEY, f"03-1{place}T09:00", f"03-1{place}T09:00",
               fields={"old": keys[place].key.text, "new": keys[place + 1].key.text})
        for place in (0, 1)
    ]  # fmt: skip
    times = {**TIMES, 9: "03-10T09:01", 10: "03-11T09:01"}
    log = log_of(chained([*honest_records(), *acts]), signer=keys[2], times=times)
    changes = tuple(
        KeyChange(
            Entry(8 + place, log.leaves[8 + place]),
            log.inclusion(8 + place, 9 + place),
            Anchor(replace(log, signer=keys[place]).note(9 + place), log.consistency(9 + place, 10)),
        )
        for place in (0, 1)
    )
    found = evidence(log, seals=(replace(log.seal([0, 2, 4, 5, 7]), anchors=(), key_changes=changes),))
    for place, leaves in enumerate(([], [8], [8, 9])):
        report = verify_case(found, replace(TRUST, keys=(keys[place].key,)))
        assert [one.data["leaves"] for one in report.not_proved if one.code == "older_key"] == [leaves][
            : bool(leaves)
        ]


def test_the_times_of_witnesses_have_a_tolerance() -> None:
    records = honest_records()
    records[4] = replace(records[4], recorded_at=at("03-04T16:01") - 540 * 1_000_000)
    found = evidence(log_of(chained(records)))
    assert verify_case(found, TRUST)
    with pytest.raises(TimeContradicted, match="back-dated"):
        verify_case(found, replace(TRUST, tolerance=500))


def test_a_record_listed_twice_is_refused_for_its_place() -> None:
    found = evidence(honest_log())
    (seal,) = found.seals
    twice = replace(seal, inclusion=(seal.inclusion[0], *seal.inclusion))
    with pytest.raises(RecordOutOfPlace, match="not after leaf 0"):
        verify_case(replace(found, entries=(found.entries[0], *found.entries), seals=(twice,)), TRUST)


def test_a_file_has_the_size_its_record_states() -> None:
    records = honest_records()
    photo, statement = records[2].attachments
    records[2] = replace(records[2], attachments=(replace(photo, size=photo.size + 1), statement))
    with pytest.raises(ValueChanged):
        verify_case(evidence(log_of(chained(records))), TRUST)


def test_every_statement_has_its_words_in_both_languages() -> None:
    for zh, en in SENTENCES.values():
        assert zh
        assert en
        assert zh != en
    assert {part for zh, _ in SENTENCES.values() for part in zh if part == "{"} == {"{"}


def every_error(root: type[LedgerError] = LedgerError) -> Iterator[type[LedgerError]]:
    yield root
    for kind in root.__subclasses__():
        yield from every_error(kind)


@pytest.mark.parametrize(
    "kind", sorted(set(every_error()), key=lambda one: one.__name__), ids=lambda one: one.__name__
)
def test_every_error_speaks_both_languages_and_crosses_processes(kind: type[LedgerError]) -> None:
    class Anything(dict[str, object]):
        def __missing__(self, name: str) -> str:
            return name

    assert kind.zh.format_map(Anything()) != kind.en.format_map(Anything())
    error = RecordMalformed(field="x", problem=Said("甲", "one"))
    again = pickle.loads(pickle.dumps(error))
    assert (again.message("zh"), again.message("en")) == ("记录不合格式（x）：甲", "not a record (x): one")


def test_a_whole_log_is_verified_in_parts() -> None:
    log = honest_log()
    tiles = log.tiles()
    whole = verify_log(log.leaves, known_of(log), TRUST, lambda tile: tiles[tile.path])
    assert codes(whole) == (["log", "witnessed"], ["may_be_later_than_said", "truth"])
    for cut in range(9):
        frontier = Frontier()
        frontier.extend(log.hashes[:cut])
        heads = {}
        for leaf, one in zip(log.hashes[:cut], chained(honest_records()), strict=False):
            heads[one.case] = written_hash(leaf)
        last = chained(honest_records())[cut - 1].recorded_at if cut else 0
        start = Start(frontier, last, heads.get)
        report = verify_log(log.leaves[cut:], known_of(log), TRUST, lambda tile: tiles[tile.path], start)
        assert report.records == 8 - cut


def test_the_parallel_tree_of_a_whole_log_is_verified_over_the_same_links() -> None:
    log = replace(honest_log(), signer=SM3_LOG, tree=tree_hash("sm3"))
    known = known_of(log, replace(TRUST, keys=(SM3_LOG.key,)))
    assert verify_log(log.leaves, known, TRUST, tree=tree_hash("sm3")).records == 8
    linked = log_of(chained(honest_records(), tree_hash("sm3")))
    assert verify_log(linked.leaves, known_of(linked), TRUST, chain=tree_hash("sm3")).records == 8


def test_records_beyond_the_last_checkpoint_are_counted_as_not_yet_sealed() -> None:
    log = honest_log()
    known = known_of(log)[:3]
    report = verify_log(log.leaves, known, TRUST)
    assert "not_yet_sealed" in codes(report)[1]
    assert verify_log(log.leaves, [], Trust((LOG.key,))).records == 8


@given(st.integers(0, 7), st.booleans())
def test_one_flipped_bit_anywhere_in_a_log_is_found(leaf: int, with_tiles: bool) -> None:
    log = honest_log()
    data = log.leaves[leaf]
    place = data.index(b'"nonce":"') + 9
    flipped = data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :]
    leaves = [*log.leaves[:leaf], flipped, *log.leaves[leaf + 1 :]]
    tiles = log.tiles()
    fetch = (lambda tile: tiles[tile.path]) if with_tiles else None
    with pytest.raises(Untrue) as caught:
        verify_log(leaves, known_of(log), TRUST, fetch)
    if with_tiles:
        assert caught.value.leaf == leaf
    else:
        found, last = caught.value.leaf, caught.value.data.get("last", caught.value.leaf)
        assert found is not None
        assert isinstance(last, int)
        assert found <= leaf <= last


def test_a_start_that_is_not_the_sealed_past_is_refused() -> None:
    log = honest_log()
    frontier = Frontier()
    frontier.extend([tree_hash().leaf(b"x")] * 4)
    with pytest.raises(LogForked):
        LogVerifier(known_of(log), TRUST, start=Start(frontier, 0, lambda _: None))


def test_wrong_tiles_of_any_level_are_named() -> None:
    hashes = [tree_hash().leaf(b"%d" % number) for number in range(300)]
    log = LogOfTheHouse(tuple(b"%d" % number for number in range(300)))
    tiles = log.tiles()
    assert list(wrong_tiles(hashes, 300, lambda tile: tiles[tile.path])) == []
    tiles[Tile(1, 0, 1).path] = b"\0" * 32
    del tiles[Tile(0, 1, 44).path]
    assert list(wrong_tiles(hashes, 300, lambda tile: tiles[tile.path])) == [Tile(0, 1, 44), Tile(1, 0, 1)]


def test_a_long_log_over_several_tiles() -> None:
    acts = [
        record(f"c-{number}", f"case-{number % 7}", "inspect", "03-02T09:00", "03-02T09:10")
        for number in range(600)
    ]
    log = log_of(chained(acts), times={300: "03-02T09:11", 600: "03-02T09:12"})
    tiles = log.tiles()
    known = known_of(log)
    assert verify_log(log.leaves, known, TRUST, lambda tile: tiles[tile.path]).records == 600
    edited = tiles[Tile(0, 1).path]
    tiles[Tile(0, 1).path] = edited[:320] + b"\0" * 32 + edited[352:]
    with pytest.raises(TileWrong) as caught:
        verify_log(log.leaves, known, TRUST, lambda tile: tiles[tile.path])
    assert caught.value.leaf == 266


def test_a_seal_for_fewer_records_proves_nothing_for_the_rest() -> None:
    found = evidence(honest_log())
    (seal,) = found.seals
    short = Seal(seal.note, seal.inclusion[:2], seal.anchors)
    with pytest.raises(RecordNotSealed) as caught:
        verify_case(replace(found, seals=(short,)), TRUST)
    assert caught.value.leaf == 4
    with pytest.raises(SealUntrusted):
        verify_case(replace(found, seals=()), TRUST)
    with pytest.raises(SealUntrusted):
        TrustedKeys("other.example", TRUST)
    assert ORIGIN in str(SealUntrusted(problem=ORIGIN))
    assert NAME.value == "张某某"

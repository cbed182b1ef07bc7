"""Signed notes, checkpoints, cosignatures and witnesses against the examples of the C2SP specifications."""

import base64
from dataclasses import replace

import pytest
from tests.core.ledger.honest import LOG, TIMES, TRUST, WITNESSES, at, honest_log, seed
from tests.core.ledger.sm2 import Sm2, Sm2Signer

from plumbline.core.ledger.checkpoint import Checkpoint, open_checkpoint, read_checkpoint, sign_checkpoint
from plumbline.core.ledger.cosignature import cosignatures, cosigned_message, read_witness_key
from plumbline.core.ledger.errors import (
    CheckpointMalformed,
    KeyMalformed,
    NoteMalformed,
    SignatureForged,
    SignatureMissing,
)
from plumbline.core.ledger.note import (
    Ed25519Signer,
    Note,
    VerifierKey,
    check_note,
    read_key,
    read_note,
    sign_note,
)
from plumbline.core.ledger.witness import (
    AddCheckpoint,
    Followed,
    OldSizeStale,
    RequestMalformed,
    follow,
    origin_hash,
    read_request,
)

# C2SP signed-note, «Example»
FOO_KEY = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k"
FOO_NOTE = (
    "This is an example message.\n\n— example.com/foo "
    "Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n"
)
# C2SP tlog-cosignature, the example at its head
SOFA = (
    "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n\n"
    "— example.com/behind-the-sofa "
    "Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=\n"
    "— witness.example.com/w1 "
    "jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/zXcrtPHeolMI5OWXEhZCB9dlrDJsX3b2oyin1nPZqhf5nNo0xUe+mbIUBkBIfZ+qnA==\n"
)


def test_example_of_signed_note() -> None:
    key = read_key(FOO_KEY)
    assert key.text == FOO_KEY
    assert check_note(read_note(FOO_NOTE), [key]) == (key,)
    assert read_note(FOO_NOTE).written() == FOO_NOTE
    with pytest.raises(SignatureForged):
        check_note(read_note(FOO_NOTE.replace("example message", "Example message")), [key])


def test_example_of_checkpoint_and_cosignature() -> None:
    note = read_note(SOFA)
    checkpoint = read_checkpoint(note.text)
    assert (checkpoint.origin, checkpoint.size) == ("example.com/behind-the-sofa", 20852163)
    assert checkpoint.text == note.text
    assert note.written() == SOFA
    witness = note.signatures[1]
    assert int.from_bytes(witness.signature[:8], "big") == 1679315147
    assert cosigned_message(note.text.encode(), 1679315147) == (
        b"cosignature/v1\ntime 1679315147\nexample.com/behind-the-sofa\n20852163\n"
        b"CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n"
    )


def test_example_of_add_checkpoint() -> None:
    hashes = [base64.b64encode(seed(name)).decode() for name in "abcd"]
    body = "old 20852014\n" + "\n".join(hashes) + "\n\n" + SOFA
    request = read_request(body)
    assert request.old_size == 20852014
    assert len(request.proof) == 4
    assert request.body() == body


def test_signatures_of_unknown_keys_are_ignored() -> None:
    key = read_key(FOO_KEY)
    line = "— example.com/other " + base64.b64encode(b"\0" * 68).decode() + "\n"
    same_name = "— example.com/foo " + base64.b64encode(b"\0" * 68).decode() + "\n"
    assert check_note(read_note(FOO_NOTE + line + same_name), [key]) == (key,)
    with pytest.raises(SignatureMissing):
        check_note(read_note(FOO_NOTE), [LOG.key])
    with pytest.raises(SignatureMissing):
        check_note(read_note(FOO_NOTE), [])


def test_text_with_empty_lines_ends_at_the_last_one() -> None:
    note = sign_note("a\n\nb\n", [LOG])
    assert read_note(note.written()).text == "a\n\nb\n"
    assert check_note(read_note(note.written()), [LOG.key]) == (LOG.key,)


@pytest.mark.parametrize(
    "bad",
    [
        "",
        "text\n",
        "text\n\n",
        "text\n\n— a\n",
        "text\n\n- a AAAAAAAA\n",
        "text\n\n— a b+c AAAAAAAA\n",
        "text\n\n— a %%%%\n",
        "text\n\n— a AAAA\n",
        "te\txt\n\n— a AAAAAAAAAAA=\n",
        "text\n\n— a AAAAAAAAAAA=",
        "\ud800\n\n— a AAAAAAAAAAA=\n",
        "t\n\n" + "— a AAAAAAAAAAA=\n" * 65,
        "x" * 2**21,
        "text\n\n—  AAAAAAAAAAA=\n",
        "text\n\n— a AAAAAAAAAAB=\n",
    ],
)
def test_other_texts_are_no_notes(bad: str) -> None:
    with pytest.raises(NoteMalformed):
        read_note(bad)


@pytest.mark.parametrize(
    "bad",
    [
        "",
        "a+b",
        FOO_KEY.replace("530d903a", "530d903b"),
        FOO_KEY.replace("foo", "fo o"),
        FOO_KEY[:-4],
        "a+00000000+%%%",
        read_witness_key(WITNESSES[0].key.text).text,
    ],
)
def test_other_texts_are_no_log_keys(bad: str) -> None:
    with pytest.raises(KeyMalformed):
        read_key(bad)


def test_a_witness_key_and_a_log_key_are_not_exchanged() -> None:
    with pytest.raises(KeyMalformed):
        read_witness_key(LOG.key.text)
    same = VerifierKey(WITNESSES[0].key.name, WITNESSES[0].key.public)
    assert same.key_id != WITNESSES[0].key.key_id
    with pytest.raises(SignatureMissing):
        check_note(honest_log().note(8), [same])


@pytest.mark.parametrize(
    "text",
    [
        "",
        "a\n1\n",
        "a\n01\n" + "A" * 43 + "=\n",
        "a\n-1\n" + "A" * 43 + "=\n",
        "a\n1\nAAAA\n",
        "a\n1\n" + "A" * 43 + "=",
        "\n1\n" + "A" * 43 + "=\n",
        "a\n1\n" + "A" * 43 + "=\n\n",
        "a\n1\n" + "A" * 42 + "B=\n",
        "a\n1\n!\n",
    ],
)
def test_other_texts_are_no_checkpoints(text: str) -> None:
    with pytest.raises(CheckpointMalformed):
        read_checkpoint(text)


def test_extension_lines_are_carried() -> None:
    checkpoint = Checkpoint("a.example", 0, seed("r"), ("more", "and more"))
    note = sign_checkpoint(checkpoint, [Ed25519Signer("a.example", seed("k"))])
    key = Ed25519Signer("a.example", seed("k")).key
    assert open_checkpoint(note, [key], "a.example") == checkpoint


def test_a_cosignature_carries_the_witness_time() -> None:
    note = honest_log().note(8)
    found = cosignatures(note, TRUST.witnesses)
    assert [one.witness for one in found] == [one.key.name for one in WITNESSES]
    assert {one.timestamp for one in found} == {at(TIMES[8]) // 1_000_000}
    assert cosignatures(Note(note.text, note.signatures[:1]), TRUST.witnesses) == ()
    for bad in (0, -1, 2**63):
        with pytest.raises(NoteMalformed):
            WITNESSES[0].cosign(note, bad)


# The example of GB/T 32918.5 (GM/T 0003.5) over the recommended curve: private key, the number drawn, public key, r, s.
SM2_PRIVATE = 0x3945208F7B2144B13F36E38AC6D39F95889393692860B51A42FB81EF4DF7C5B8
SM2_DRAWN = 0x59276E27D506861A16680F3AD9C02DCCEF3CC1FA3CDBE4CE6D54B80DEAC1BC21
SM2_PUBLIC = bytes.fromhex(
    "0409F9DF311E5421A150DD7D161E4BC5C672179FAD1833FC076BB08FF356F35020"
    "CCEA490CE26775A52DC6EA718CC1AA600AED05FBF35E084A6632F6072DA9AD13"
)
SM2_SIGNATURE = bytes.fromhex(
    "F5A03B0648D2C4630EEAC513E1BB81A15944DA3827D5B74143AC7EACEEE720B3"
    "B1B6AA29DF212FD8763182BC0D421CA1BB9038FD1F7F42D4840B69C485BBC1AA"
)


def test_example_of_sm2_through_the_scheme() -> None:
    signer, text = Sm2Signer("ledger.example/sm2", SM2_PRIVATE, SM2_DRAWN), b"message digest"
    assert (signer.key.public, signer.sign(text)) == (SM2_PUBLIC, SM2_SIGNATURE)
    scheme = signer.key.scheme
    assert scheme.verifies(SM2_PUBLIC, text, SM2_SIGNATURE)
    assert not scheme.verifies(SM2_PUBLIC, b"message digesT", SM2_SIGNATURE)
    assert not scheme.verifies(SM2_PUBLIC, text, SM2_SIGNATURE[:-1] + b"\xab")
    assert not scheme.verifies(SM2_PUBLIC[:-1] + b"\x14", text, SM2_SIGNATURE)


def test_sm2_comes_in_as_a_scheme() -> None:
    signer = Sm2Signer("ledger.example/sm2", SM2_PRIVATE, SM2_DRAWN)
    note = sign_note("text\n", [LOG, signer])
    key = read_key(signer.key.text, (Sm2(),))
    assert key.key_id == signer.key.key_id
    assert check_note(note, [key]) == (key,)
    with pytest.raises(SignatureForged):
        check_note(replace(note, text="other\n"), [key])
    with pytest.raises(KeyMalformed):
        read_key(signer.key.text)


def test_a_witness_follows_a_log_from_nothing() -> None:
    log = replace(honest_log(), witnesses=())
    logs = {LOG.key.name: (LOG.key,)}
    last: Followed | None = None
    for size in (0, 2, 2, 5, 8):
        old = last.size if last else 0
        request = AddCheckpoint(old, log.consistency(old, size), log.note(size))
        last = follow(read_request(request.body()), logs, last, 1_000 + size)
        assert (last.size, last.root, last.timestamp) == (size, log.checkpoint(size).root, 1_000 + size)


def test_a_witness_tells_the_size_it_knows() -> None:
    log = replace(honest_log(), witnesses=())
    last = Followed(LOG.key.name, 4, log.checkpoint(4).root, 0)
    with pytest.raises(OldSizeStale) as caught:
        follow(AddCheckpoint(0, (), log.note(8)), {LOG.key.name: (LOG.key,)}, last, 1)
    assert (caught.value.status, caught.value.data["known"]) == (409, 4)


@pytest.mark.parametrize(
    "body", ["", "old 1", "new 1\n\n" + SOFA, "old 1\nAAAA\n\n" + SOFA, "old x\n\n" + SOFA]
)
def test_other_bodies_are_no_requests(body: str) -> None:
    with pytest.raises(RequestMalformed):
        read_request(body)


def test_origin_hash_names_the_monitoring_path() -> None:
    assert origin_hash("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"

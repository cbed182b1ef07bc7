"""Errors of the ledger. The package imports nothing else of ours, so it has a tree of its own.

    LedgerError
    ├── CanonicalError             a value or text that RFC 8785 refuses
    ├── HashUnavailable            a hash this machine cannot compute, or does not know
    ├── RecordMalformed            bytes that are no record (the verifier says which: RecordUnreadable)
    ├── NoteError
    │   ├── NoteMalformed          text that is no C2SP signed note
    │   ├── KeyMalformed           text that is no verifier key, or a key of an unknown kind
    │   ├── SignatureForged        a signature in the name of a known key that the key did not make
    │   └── SignatureMissing       no signature of a known key
    ├── CheckpointMalformed        a note text that is no checkpoint
    ├── WrongOrigin                a checkpoint of another log
    ├── TileMalformed              a tile path, width or content that C2SP tlog-tiles does not allow
    ├── ProofError
    │   ├── ProofMalformed         a proof that no tree of this shape can have
    │   ├── InclusionFails         the proof does not lead from the leaf to the root
    │   └── ConsistencyFails       the proof does not lead from one root to the other
    ├── WitnessRefusal             drawn in `witness`
    ├── ArchiveError               drawn in `casefile`
    └── Untrue                     drawn in `findings`: what verification found, with the first wrong record

An error carries data, a sentence in Chinese and one in English. `str(error)` is the English one.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import ClassVar, Literal, NamedTuple

Language = Literal["zh", "en"]
"""The languages of every sentence of this package; Chinese first, English complete."""


class Said(NamedTuple):
    """A part of a sentence in both languages, given to an error as a value."""

    zh: str
    en: str


class LedgerError(Exception):
    """Root of everything this package raises on purpose.

    Subclasses set the two templates; `{name}` stands for the value given under that keyword, which may be a `Said`
    or another error and is then put into the language asked for. The values stay readable in `data`.
    """

    zh: ClassVar[str] = "账本出错：{problem}"
    en: ClassVar[str] = "ledger: {problem}"

    def __init__(self, **data: object) -> None:
        self.data: Mapping[str, object] = MappingProxyType(dict(data))
        self.zh.format_map(self.data)
        super().__init__(self.message("en"))

    def __reduce__(self) -> tuple[object, ...]:
        """Errors cross process borders (verification on several processes), so they rebuild from their data."""
        return _rebuild, (type(self), dict(self.data))

    def message(self, language: Language = "zh") -> str:
        """What is wrong, in one sentence."""
        template = self.zh if language == "zh" else self.en
        return template.format_map({name: _in(language, value) for name, value in self.data.items()})


def _in(language: Language, value: object) -> object:
    """A value as it stands in a sentence of the language."""
    if isinstance(value, LedgerError):
        return value.message(language)
    return (value.zh if language == "zh" else value.en) if isinstance(value, Said) else value


def _rebuild(kind: type[LedgerError], data: dict[str, object]) -> LedgerError:
    """The error again, on the other side of a process border."""
    return kind(**data)


class CanonicalError(LedgerError):
    """A value that has no canonical form, or a text that is not in it: RFC 8785 and RFC 7493."""

    zh = "不是规范 JSON（RFC 8785）：{problem}"
    en = "not canonical JSON (RFC 8785): {problem}"


class HashUnavailable(LedgerError):
    """This machine has no `algorithm`, neither in `hashlib` nor in `cryptography`; or nobody has."""

    zh = "本机不能计算杂凑「{algorithm}」"
    en = "this machine cannot compute the hash “{algorithm}”"


class RecordMalformed(LedgerError):
    """Bytes or values that are no record; `field` says where."""

    zh = "记录不合格式（{field}）：{problem}"
    en = "not a record ({field}): {problem}"


class NoteError(LedgerError):
    """Root of what can be wrong with a signed note."""


class NoteMalformed(NoteError):
    """Text that is no C2SP signed note."""

    zh = "不是 C2SP 签名文本：{problem}"
    en = "not a C2SP signed note: {problem}"


class KeyMalformed(NoteError):
    """Text that is no verifier key (vkey), or a key of a kind that nobody here can check."""

    zh = "验证公钥有误：{problem}"
    en = "not a usable verifier key: {problem}"


class SignatureForged(NoteError):
    """A signature line carries the name and ID of a known key, and the key did not make it."""

    zh = "以「{key}」名义的签名是伪造的，或者所签文本已被改动"
    en = "the signature in the name of {key} is forged, or the signed text was changed"


class SignatureMissing(NoteError):
    """No signature of any known key."""

    zh = "没有「{keys}」的签名"
    en = "no signature of {keys}"


class CheckpointMalformed(LedgerError):
    """A note text that is no checkpoint."""

    zh = "不是检查点（C2SP tlog-checkpoint）：{problem}"
    en = "not a checkpoint (C2SP tlog-checkpoint): {problem}"


class WrongOrigin(LedgerError):
    """A checkpoint of another log than the one asked about."""

    zh = "检查点属于另一日志「{found}」，应为「{expected}」"
    en = "the checkpoint is of another log, {found}, not {expected}"


class TileMalformed(LedgerError):
    """A tile path, width or content that C2SP tlog-tiles does not allow; `tile` is its path."""

    zh = "瓦片「{tile}」有误：{problem}"
    en = "tile {tile}: {problem}"


class ProofError(LedgerError):
    """Root of what can be wrong with a Merkle proof."""


class ProofMalformed(ProofError):
    """A proof that no tree of this shape can have."""

    zh = "证明不合格式：{problem}"
    en = "malformed proof: {problem}"


class InclusionFails(ProofError):
    """The proof does not lead from the leaf at `index` to the root of the tree of `size` leaves."""

    zh = "第 {index} 叶不在 {size} 叶的树中（包含证明不成立）"
    en = "leaf {index} is not in the tree of {size} leaves (inclusion proof fails)"


class ConsistencyFails(ProofError):
    """The tree of `size` leaves does not begin with the tree of `old_size` leaves."""

    zh = "{size} 叶的树不是由 {old_size} 叶的树续写而成（一致性证明不成立）"
    en = "the tree of {size} leaves does not continue the tree of {old_size} leaves (consistency proof fails)"

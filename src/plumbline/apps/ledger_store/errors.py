"""What can go wrong when something is entered or sealed.

StoreError (PlumblineError)
├── CaseMoved         somebody entered something in the case meanwhile: look, and try again
├── RecordKept        a record of this id is entered already
├── CaseUnknown       the case was never opened
├── CaseOpened        the case is open already
├── NothingToCorrect  the record to be corrected is none of the case
├── NothingToDestroy  a destruction names a place where no value is held
└── Busy              the database refused several times to let it through: try again
SealError (PlumblineError)
├── AlreadySealing    another process seals this log
├── KeyFileUnsafe     the file of the signing key is missing, open to others, or no key
├── KeyNotOfLog       the key is not the one the log was signed with last, and no record changes to it
├── KeyReplaced       a sealed record replaced the key
└── TreeContradicts   what is stored does not continue what was signed: nothing is signed
"""

from __future__ import annotations

from plumbline.apps.ledger_store.held import HeldRecord
from plumbline.core.errors import PlumblineError


class StoreError(PlumblineError):
    """Root of what can go wrong when something is entered; `retryable` when the same call may work next time."""

    retryable = False


class CaseMoved(StoreError):
    """The case is not as the caller saw it. Nothing was entered; `between` is what came meanwhile."""

    zh = "案件 {case} 已有新的记录（您所见至第 {expected} 条，现有 {position} 条）"
    en = "case {case} has moved on: {expected} records were seen, {position} are there"
    remedy_zh = "查看期间录入的记录，再决定是否重做"
    remedy_en = "look at what was entered meanwhile, then decide whether to do it again"
    retryable = True

    @property
    def between(self) -> tuple[HeldRecord, ...]:
        """The records from position `expected` on."""
        found = self.data["records"]
        assert isinstance(found, tuple)
        return found


class RecordKept(StoreError):
    """A record of this id is there. `held` is it; an entry whose answer was lost ends here when it is sent again."""

    zh = "编号为 {record} 的记录已经录入"
    en = "a record with the id {record} is entered already"

    @property
    def held(self) -> HeldRecord:
        """The record that is there."""
        found = self.data["as_held"]
        assert isinstance(found, HeldRecord)
        return found


class CaseUnknown(StoreError):
    """The case was never opened."""

    zh = "没有案件 {case}"
    en = "there is no case {case}"
    remedy_zh = "先立卷（open_case），再录入其他记录"
    remedy_en = "open the case (open_case) before anything else is entered in it"


class CaseOpened(StoreError):
    """The case is open already."""

    zh = "案件 {case} 已经立卷"
    en = "case {case} is open already"


class NothingToCorrect(StoreError):
    """The record to be corrected is none of the case."""

    zh = "记录 {corrects} 不在案件 {case} 中，无从更正"
    en = "{corrects} is no record of case {case}, so it cannot be corrected"


class NothingToDestroy(StoreError):
    """A destruction names a place where no value is held."""

    zh = "记录 {record} 的“{name}”没有可销毁的内容"
    en = "there is no value of “{name}” of record {record} to destroy"


class Busy(StoreError):
    """The database refused several times to let it through; nothing was entered."""

    zh = "数据库繁忙，未能录入（{problem}）"
    en = "the database is busy, nothing was entered ({problem})"
    remedy_zh = "稍后再试"
    remedy_en = "try again in a moment"
    retryable = True


class SealError(PlumblineError):
    """Root of why nothing is signed."""


class AlreadySealing(SealError):
    """Another process seals this log."""

    zh = "已有进程在封存这一账本"
    en = "another process seals this log already"
    remedy_zh = "只运行一个封存进程"
    remedy_en = "run one sealing process"


class KeyFileUnsafe(SealError):
    """The file of the signing key cannot be used."""

    zh = "签名密钥文件 {path} 不能使用：{problem_zh}"
    en = "the signing key file {path} cannot be used: {problem_en}"
    remedy_zh = "用 plumbline ledger new-key 生成密钥；文件只允许所有者读写（chmod 600）"
    remedy_en = "make a key with plumbline ledger new-key; only its owner may read the file (chmod 600)"


class KeyNotOfLog(SealError):
    """The key is not the one the log was signed with last."""

    zh = "密钥 {key} 不是账本最近所用的密钥 {last}，账本中也没有更换为它的记录"
    en = "the key {key} is not the key {last} that signed the log last, and no record changes to it"
    remedy_zh = "用原密钥封存更换密钥的记录（plumbline ledger change-key），再启用新密钥"
    remedy_en = (
        "record the change (plumbline ledger change-key), seal it with the old key, then use the new one"
    )


class KeyUnchanged(SealError):
    """The new key is the old one."""

    zh = "新密钥 {key} 就是现用密钥"
    en = "the new key {key} is the one in use"
    remedy_zh = "先用 plumbline ledger new-key 在另一文件中生成新密钥"
    remedy_en = "make a new key in another file with plumbline ledger new-key"


class KeyReplaced(SealError):
    """A sealed record replaced the key; it signs nothing more."""

    zh = "密钥 {key} 已由第 {leaf} 叶的记录更换，不再签名"
    en = "the key {key} was replaced by the record at leaf {leaf} and signs nothing more"
    remedy_zh = "以新密钥启动封存进程"
    remedy_en = "start the sealing process with the new key"


class TreeContradicts(SealError):
    """What is stored does not continue what was signed."""

    zh = "所存记录与已签名的账本不一致，停止签名：{problem_zh}"
    en = "what is stored does not continue what was signed, nothing is signed: {problem_en}"
    remedy_zh = "运行 plumbline ledger verify 查明首条不符的记录，勿恢复封存"
    remedy_en = "run plumbline ledger verify to find the first wrong record; do not seal before that"

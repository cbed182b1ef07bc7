"""What verification finds to be untrue. Each error names the first wrong record, by leaf index and id.

Untrue (LedgerError)
├── SealUntrusted         the checkpoint is not of this log, or not signed by a key that may sign it
├── KeyChangeUntrusted    a change of the log's key that the old key does not vouch for
├── LogForked             two checkpoints that cannot both be true
├── LogRolledBack         fewer records than were sealed
├── TileWrong             a stored tile that is not of this log
└── RecordUntrue
├── RecordNotSealed   its bytes are not at this leaf of the sealed tree: changed, inserted or moved
├── RecordUnreadable  sealed, but no record
├── RecordOutOfPlace  does not stand where it says: order, case, id, correction
├── RecordMissing     the record before it in the case is not there
├── TimeFell          entered before the record that stands before it
├── TimeContradicted  a witness's time says otherwise
├── ValueChanged      personal value or file is not what was sealed
├── ValueMissing      neither shown nor withheld nor destroyed
├── ValueStillThere   declared destroyed, and still in the file
└── DestructionVoid   a destruction that destroys nothing of this case, or not by its rules
"""

from __future__ import annotations

from plumbline.core.ledger.errors import LedgerError


class Untrue(LedgerError):
    """Root of what verification finds. `leaf` and `record` name the first wrong record, None where there is none."""

    @property
    def leaf(self) -> int | None:
        """Leaf index of the first wrong record."""
        leaf = self.data.get("leaf")
        return leaf if isinstance(leaf, int) else None

    @property
    def record(self) -> str | None:
        """Id of the first wrong record, where it can be read."""
        record = self.data.get("record")
        return record if isinstance(record, str) else None


class SealUntrusted(Untrue):
    """The checkpoint proves nothing: `problem` says why."""

    zh = "检查点不可信：{problem}"
    en = "the checkpoint cannot be trusted: {problem}"


class KeyChangeUntrusted(Untrue):
    """A change of the log's key that does not hold."""

    zh = "日志密钥的更换不可信（第 {leaf} 叶，记录 {record}）：{problem}"
    en = "the change of the log's key at leaf {leaf} (record {record}) cannot be trusted: {problem}"


class LogForked(Untrue):
    """Two signed trees that cannot both be true; the first wrong record is between `leaf` and `last`."""

    zh = (
        "日志分叉：{old_size} 叶与 {size} 叶的检查点不能同真；"
        "第 {leaf} 至 {last} 叶中有记录被改写，首先可疑者为 {record}"
    )
    en = (
        "the log forked: checkpoints of {old_size} and {size} leaves cannot both be true; a record among leaves "
        "{leaf} to {last} was rewritten, the first in doubt is {record}"
    )


class LogRolledBack(Untrue):
    """A checkpoint or a store with fewer leaves than were sealed before; `leaf` is the first one gone."""

    zh = "日志被回退或截断：已封存 {sealed} 叶，现有 {size} 叶；自第 {leaf} 叶起的记录不见了"
    en = "the log was rolled back or cut: {sealed} leaves were sealed, {size} are there; gone from leaf {leaf} on"


class TileWrong(Untrue):
    """A stored tile does not belong to the sealed tree; the records do."""

    zh = "瓦片 {tile} 与已封存的树不符（自第 {leaf} 叶、记录 {record} 起）；记录本身未变"
    en = "tile {tile} is not of the sealed tree (from leaf {leaf}, record {record}); the records themselves are"


class RecordUntrue(Untrue):
    """Root of what can be wrong with one record."""


class RecordNotSealed(RecordUntrue):
    """The record's bytes are not at this leaf of the sealed tree."""

    zh = "第 {leaf} 叶的记录 {record} 与封存的不符：内容被改动、插入或移位（{problem}）"
    en = "record {record} at leaf {leaf} is not what was sealed: changed, inserted or moved ({problem})"


class RecordUnreadable(RecordUntrue):
    """Sealed bytes that are no record."""

    zh = "第 {leaf} 叶不是合格的记录（{record}）：{problem}"
    en = "leaf {leaf} ({record}) is no well-formed record: {problem}"


class RecordOutOfPlace(RecordUntrue):
    """The record does not stand where it says it stands."""

    zh = "第 {leaf} 叶的记录 {record} 不在其位：{problem}"
    en = "record {record} at leaf {leaf} is out of place: {problem}"


class RecordMissing(RecordUntrue):
    """The record that stands before this one in its case is not there."""

    zh = "第 {leaf} 叶的记录 {record} 之前缺少同案的一条记录（其杂凑为 {previous}）"
    en = "a record of the case is missing before record {record} at leaf {leaf} (its hash is {previous})"


class TimeFell(RecordUntrue):
    """`recorded_at` is earlier than that of a record before it in the log."""

    zh = "第 {leaf} 叶的记录 {record} 的录入时间 {recorded_at} 早于其前记录的 {earlier}"
    en = "record {record} at leaf {leaf} says it was entered at {recorded_at}, before the one before it ({earlier})"


class TimeContradicted(RecordUntrue):
    """`recorded_at` cannot be true, by the time of a witness."""

    zh = "第 {leaf} 叶的记录 {record} 的录入时间 {recorded_at} 与见证时间 {witnessed} 矛盾：{problem}"
    en = "record {record} at leaf {leaf}: entered at {recorded_at} contradicts witness time {witnessed}: {problem}"


class ValueChanged(RecordUntrue):
    """A value or file that does not open its commitment or does not have its hash."""

    zh = "第 {leaf} 叶的记录 {record} 的「{name}」与封存的承诺或杂凑不符"
    en = "“{name}” of record {record} at leaf {leaf} is not what was sealed"


class ValueMissing(RecordUntrue):
    """A value or file that is neither shown nor declared withheld nor destroyed."""

    zh = "第 {leaf} 叶的记录 {record} 缺少「{name}」，既未声明隐去，也没有销毁记录"
    en = "“{name}” of record {record} at leaf {leaf} is missing, neither declared withheld nor destroyed by a record"


class ValueStillThere(RecordUntrue):
    """A value or file that a record declares destroyed and that is still in the file."""

    zh = "第 {leaf} 叶的记录 {record} 的「{name}」已由记录 {destruction} 销毁，却仍在卷中"
    en = "“{name}” of record {record} at leaf {leaf} was destroyed by record {destruction} and is still here"


class DestructionVoid(RecordUntrue):
    """A destruction record that does not hold."""

    zh = "第 {leaf} 叶的销毁记录 {record} 不成立：{problem}"
    en = "the destruction by record {record} at leaf {leaf} does not hold: {problem}"

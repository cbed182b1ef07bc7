"""What can go wrong with a file that is to be kept, lent or delivered to the archives.

KeepingError (PlumblineError)
├── NotEnded          the case has not ended: there is no file to be kept yet
├── NotKept           the file has not been put into the archives of the organ
├── AlreadyLent       the file is out
├── NotLent           no such loan is open
├── LoanTooLong       a loan must end after it begins
├── Delivered         the file has gone to the archives and is no longer at the organ's disposal
└── RetentionUnknown  a retention that is neither permanent nor a number of years
"""

from __future__ import annotations

from plumbline.core.errors import PlumblineError


class KeepingError(PlumblineError):
    """Root of what can go wrong with keeping a file."""


class NotEnded(KeepingError):
    """The case has not ended."""

    zh = "案件 {number} 尚未办结，不能归档"
    en = "the case {number} has not ended; its file cannot be archived yet"
    remedy_zh = "先办理结案"
    remedy_en = "close the case first"


class NotKept(KeepingError):
    """The file has not been archived."""

    zh = "案卷 {number} 尚未归档"
    en = "the file {number} has not been archived"
    remedy_zh = "先归档：填写保管期限和档号"
    remedy_en = "archive it first: retention and archive number"


class AlreadyLent(KeepingError):
    """The file is out."""

    zh = "案卷 {number} 已借出给{unit}，应于 {until} 归还"
    en = "the file {number} is with {unit} until {until}"
    remedy_zh = "先登记归还"
    remedy_en = "enter its return first"


class NotLent(KeepingError):
    """No such loan is open."""

    zh = "案卷 {number} 没有未归还的借阅"
    en = "no loan of the file {number} is open"


class LoanTooLong(KeepingError):
    """A loan ends on a day after it begins, or on the same day."""

    zh = "归还日期 {until} 早于借出日期 {day}"
    en = "the loan would end on {until}, before it begins on {day}"
    remedy_zh = "填写不早于借出当日的归还日期"
    remedy_en = "state a day no earlier than that of the loan"


class Delivered(KeepingError):
    """The file has gone to the archives."""

    zh = "案卷 {number} 已按移交清单 {list_number} 移交{receiver}"
    en = "the file {number} was delivered to {receiver} with the list {list_number}"
    remedy_zh = "向接收单位查阅"
    remedy_en = "ask whoever received it"


class RetentionUnknown(KeepingError):
    """A retention that is neither permanent nor a number of years."""

    zh = "保管期限“{value}”不能识别"
    en = "the retention “{value}” cannot be read"
    remedy_zh = "填写“永久”或者年数"
    remedy_en = "state permanent or a number of years"

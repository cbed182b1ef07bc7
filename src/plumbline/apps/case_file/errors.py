"""What can go wrong with files at the desk, beside what the core refuses.

FileDeskError (PlumblineError)
├── ArchiveNumberTaken  another file of the organ bears that archive number
├── RetentionMissing    neither the organ's table nor the form says how long the file is kept
├── BorrowerMissing     a loan says who takes the file and what for
└── NothingToDeliver    no file was chosen for the list
"""

from __future__ import annotations

from plumbline.core.errors import PlumblineError


class FileDeskError(PlumblineError):
    """Root of what can go wrong with files at the desk."""


class ArchiveNumberTaken(FileDeskError):
    """Another file of the organ bears that archive number."""

    zh = "档号 {archive_number} 已用于案卷 {number}"
    en = "the archive number {archive_number} belongs to the file {number}"
    remedy_zh = "核对档号；不填的，按本机关登记簿取下一个号"
    remedy_en = "check it; left empty, the next number of the organ's register is taken"


class RetentionMissing(FileDeskError):
    """Nothing says how long the file is kept."""

    zh = "没有填写保管期限和依据"
    en = "the retention and the table that states it are missing"
    remedy_zh = "填写期限和依据，或者由负责人设定本程序的保管期限"
    remedy_en = "state both, or let the head set them for the procedure"


class BorrowerMissing(FileDeskError):
    """A loan says who takes the file and what for."""

    zh = "请填写借阅单位、借阅人和用途"
    en = "state the unit, the person and the purpose of the loan"


class NothingToDeliver(FileDeskError):
    """No file was chosen for the list, or no list number, or no receiver."""

    zh = "没有选择案卷，或者没有填写清单号和接收单位"
    en = "no file was chosen, or the number of the list or the receiver is missing"

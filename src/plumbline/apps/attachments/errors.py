"""What goes wrong with files.

InputError
├── FileRefused         a file that is not taken in; nothing of it is kept
│   ├── NotAccepted     it is something else than the kinds that are taken
│   ├── TwoThings       it is one thing and another at once (polyglot)
│   ├── NotWhole        damaged, cut off, or not readable far enough to be checked
│   ├── HoldsActive     macros, scripts, programs or hidden files inside
│   ├── TooLarge        over the limit of its kind
│   ├── HashDiffers     what arrived is not what the sender read
│   ├── NoRoom          more unfinished uploads than one account may have, or than the disk holds
│   └── Classified      it bears a mark of state secrecy
├── NoSuchFile          no file under this hash
├── FileDestroyed       its bytes were destroyed by a record
├── BytesUnreadable     the storage cannot read them to their end
├── WrongOffset         a part of an upload that does not follow what is there
└── UploadBusy          another part of the same upload is being received
"""

from plumbline.core.errors import InputError


class FileRefused(InputError):
    """A file that is not taken in; nothing of it is kept.

    `is_final`: the same bytes would be refused whenever they are sent again.
    """

    is_final = True


def final_kind(error: Exception) -> str:
    """The name of a refusal that sending again does not change, for programs; empty for anything else."""
    return type(error).__name__ if isinstance(error, FileRefused) and error.is_final else ""


class NotAccepted(FileRefused):
    """It is something else than the kinds that are taken."""

    zh = "“{name}”的内容实际是{really_zh}，不能上传"
    en = "“{name}” is really {really_en} and is not taken"
    remedy_zh = "可以上传：{accepted}"
    remedy_en = "what is taken: {accepted}"


class TwoThings(FileRefused):
    """One thing and another at once."""

    zh = "“{name}”既是{kind_zh}，又含有{other_zh}，不能上传"
    en = "“{name}” is {kind_en} and {other_en} at once and is not taken"
    remedy_zh = "用原始软件重新保存或者导出后再上传"
    remedy_en = "save or export it again with the program that made it"


class NotWhole(FileRefused):
    """Damaged, cut off, encrypted: it cannot be checked."""

    zh = "“{name}”不完整、已损坏或者已加密，无法检查（{problem_zh}）"
    en = "“{name}” is damaged, cut off or encrypted and cannot be checked ({problem_en})"
    remedy_zh = "能正常打开、不需要密码的文件才能上传"
    remedy_en = "send a file that opens without a password"


class HoldsActive(FileRefused):
    """Macros, scripts, programs or hidden files inside."""

    zh = "“{name}”含有{what_zh}，不能上传"
    en = "“{name}” holds {what_en} and is not taken"
    remedy_zh = "去掉这部分内容，另存后再上传"
    remedy_en = "take that part out, save it anew and send it"


class TooLarge(FileRefused):
    """Over the limit of its kind."""

    zh = "“{name}”超过大小限制：{kind_zh}不超过 {limit} MB"
    en = "“{name}” is too large: {kind_en} may have {limit} MB"
    remedy_zh = "压缩、分段后再上传"
    remedy_en = "make it smaller or send it in parts"


class Classified(FileRefused):
    """It bears a mark of state secrecy."""

    zh = "“{name}”带有密级标志“{mark}”，已停止上传，没有保存任何内容"
    en = "“{name}” bears the classification mark “{mark}”; the upload was stopped and nothing was kept"
    remedy_zh = "涉密不得上传。本系统不处理国家秘密；请立即按保密规定处理该文件"
    remedy_en = "classified matter must not enter; treat the file by the rules of secrecy"


class HashDiffers(FileRefused):
    """What arrived is not what the sender read."""

    is_final = False
    zh = "“{name}”收到的内容与发送端读到的不一致（发送端 {sent}，收到 {came}）"
    en = "what arrived of “{name}” is not what the sender read (sent {sent}, came {came})"
    remedy_zh = "收到的部分已丢弃，请重新选择该文件上传"
    remedy_en = "what came was thrown away; choose the file again"


class NoRoom(FileRefused):
    """More than one account may have under way, or than the disk holds."""

    is_final = False
    zh = "现在不能上传“{name}”：{why_zh}"
    en = "“{name}” cannot be uploaded now: {why_en}"
    remedy_zh = "先完成或者放弃未完成的上传；空间不足请告知系统管理员"
    remedy_en = "finish or give up what is unfinished; tell the system administrator when space is short"


class NoSuchFile(InputError):
    """No file under this hash."""

    zh = "没有这个附件（{hash}）"
    en = "there is no such file ({hash})"


class CheckUnderWay(InputError):
    """Another process compares the stored files; `until` is when it would be taken over."""

    zh = "另一进程正在核验保存的文件（最迟 {until} 可由他人接手）"
    en = "another process is checking the stored files (it may be taken over from {until})"
    remedy_zh = "不必重复核验；它停止后本次可以再运行"
    remedy_en = "there is nothing to do; run it again once that one has stopped"


class BytesUnreadable(InputError):
    """The storage cannot read them to their end."""

    zh = "存储中的附件内容读不出来（{hash}）"
    en = "the storage cannot read this file to its end ({hash})"


class FileDestroyed(InputError):
    """Its bytes were destroyed by a record."""

    zh = "附件内容已依记录 {record} 销毁"
    en = "the content of this file was destroyed by record {record}"


class WrongOffset(InputError):
    """A part of an upload that does not follow what is there."""

    zh = "上传位置不符：已有 {there} 字节，收到的部分从 {given} 开始"
    en = "the part begins at byte {given}, but {there} bytes are there"
    remedy_zh = "从 {there} 字节处继续"
    remedy_en = "go on from byte {there}"


class UploadBusy(InputError):
    """Another part of the same upload is being received."""

    zh = "同一上传的另一部分正在接收"
    en = "another part of the same upload is being received"
    remedy_zh = "稍候再继续"
    remedy_en = "go on in a moment"

"""What can be wrong with files of a recorder.

InputError
└── RecorderError
    ├── TimeUnknown    neither name nor container says when the file begins
    ├── NoRecording    it is neither sound nor picture
    ├── NotAsListed    its bytes are not those of the list that came with the memory
    ├── AlreadyThere   the very same bytes were read out before
    └── NotOverlapping the file does not touch the act
"""

from plumbline.core.errors import InputError


class RecorderError(InputError):
    """Something stands against a file of a recorder."""


class TimeUnknown(RecorderError):
    """No time."""

    zh = "“{name}”的文件名和文件头都没有时间"
    en = "neither the name nor the header of “{name}” says when it begins"
    remedy_zh = "保留记录仪的原文件名，或者在办理环节直接上传并填写起止时间"
    remedy_en = "keep the recorder's own name, or upload it in the act and state its times"


class NoRecording(RecorderError):
    """No sound, no picture."""

    zh = "“{name}”不是录音录像或者照片"
    en = "“{name}” is no recording and no photograph"
    remedy_zh = "只导入记录仪的音像文件"
    remedy_en = "read out the recorder's own files"


class NotAsListed(RecorderError):
    """Other bytes than the recorder's list says."""

    zh = "“{name}”与校验清单不一致，未导入（清单 {listed}，读到 {came}）"
    en = "“{name}” is not what the list says and was not taken in (list {listed}, read {came})"
    remedy_zh = "从记录仪重新复制该文件后再导入；仍不一致的，保留原存储卡并报告"
    remedy_en = (
        "copy it from the recorder again and read it out; if it still differs, keep the card and report it"
    )


class AlreadyThere(RecorderError):
    """Twice."""

    zh = "“{name}”已导入过（{earlier}）"
    en = "“{name}” was read out before ({earlier})"
    remedy_zh = "不必重复导入；尚未对应环节而记录仪或者时钟快慢填错的，改正后再导入一次"
    remedy_en = (
        "nothing is to be done; with a wrong recorder or clock, and no act yet, state it right and read it "
    )
    remedy_en += "out again"


class NotOverlapping(RecorderError):
    """Another time."""

    zh = "“{name}”的时间与该环节不重合"
    en = "“{name}” lies at another time than the act"
    remedy_zh = "核对记录仪时钟快慢和环节时间"
    remedy_en = "check the recorder's clock and the time of the act"

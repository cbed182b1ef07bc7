"""What can go wrong with the field before or beside the acts themselves.

FieldError (PlumblineError)
├── FileBroken       the bytes that arrived are not those that were sent
├── FileElsewhere    the id of a file is another's
├── FileMissing      a visit names a file that did not arrive
├── NotTheOfficer    the account has no officer number
├── PinWeak          a field PIN that is soon guessed
├── TooManyNumbers   a block larger than anybody needs in a day
├── NothingUnused    the officer holds no unused number
├── KeyHalf          the recovery key waits for its second holder
├── NoKeyHalf        no key waits for a second holder
├── SamePerson       both shares by one person
├── ShareWrong       the shares do not open the key
├── ShareOfOtherWrong the share of the other holder is of no key that waits
├── BundleUnreadable the file is no bundle, or damaged
│   ├── BundleOfOtherOrgan  under another key, or of another officer
│   └── BundleWithoutKey    captured before there was a recovery key
└── BundleGone       no bundle waits under this id
"""

from __future__ import annotations

from plumbline.core.errors import PlumblineError


class FieldError(PlumblineError):
    """Root of what can go wrong with the field."""


class FileBroken(FieldError):
    """The bytes that arrived are not those that were sent."""

    zh = "“{name}”传输中受损，收到的内容与发送的不一致"
    en = "“{name}” was damaged on its way: what arrived is not what was sent"
    remedy_zh = "仍在本机，再发送一次"
    remedy_en = "it is still on the device; send it again"


class FileElsewhere(FieldError):
    """The id of a file is another's."""

    zh = "文件编号 {file} 已由其他内容占用"
    en = "the file id {file} belongs to something else"
    remedy_zh = "导出加密包，交办公室导入"
    remedy_en = "export the bundle and have it imported at the desk"


class FileMissing(FieldError):
    """A visit names a file that did not arrive."""

    zh = "现场记录中的文件 {file} 没有收到"
    en = "file {file} of the visit did not arrive"
    remedy_zh = "先发送文件，再发送现场记录"
    remedy_en = "send the file first, then the visit"


class NotTheOfficer(FieldError):
    """The account has no officer number."""

    zh = "账号没有对应的执法人员编号，不能准备本机"
    en = "the account belongs to no registered officer"
    remedy_zh = "由安全管理员在账号中填写执法人员编号"
    remedy_en = "have the security administrator state the officer's number in the account"


class PinWeak(FieldError):
    """A field PIN that is soon guessed."""

    zh = "PIN 码太容易被猜出"
    en = "the PIN is soon guessed"
    remedy_zh = "至少 8 个字符且含字母或者符号，或者至少 10 位数字；不要重复或者连续的数字"
    remedy_en = "at least 8 characters with a letter or sign, or 10 digits; no repeated or consecutive digits"


class TooManyNumbers(FieldError):
    """A block larger than anybody needs in a day."""

    zh = "一次最多预留 {most} 个编号"
    en = "at most {most} numbers at a time"


class NothingUnused(FieldError):
    """The officer holds no unused number."""

    zh = "没有未使用的预留编号"
    en = "no reserved number is unused"


class KeyHalf(FieldError):
    """The recovery key waits for its second holder."""

    zh = "恢复密钥尚待第二人领取密钥份额"
    en = "the recovery key waits for its second holder"
    remedy_zh = "由另一名工作人员以本人账号领取第二份"
    remedy_en = "another person takes the second share with an own login"


class NoKeyHalf(FieldError):
    """No key waits for a second holder."""

    zh = "没有等待第二人的恢复密钥"
    en = "no recovery key waits for a second holder"


class SamePerson(FieldError):
    """Both shares by one person."""

    zh = "两份密钥份额须由两人分别持有、分别使用"
    en = "the two shares are for two different people"
    remedy_zh = "由另一名工作人员以本人账号办理"
    remedy_en = "let another person do it with an own login"


class ShareWrong(FieldError):
    """The shares do not open the key."""

    zh = "密钥份额不正确，不能打开恢复密钥"
    en = "the shares do not open the recovery key"
    remedy_zh = "核对份额后再试；手机中的内容和已提交的加密包不受影响"
    remedy_en = "check the shares and try again; what is on the phone and the bundles that were brought stay"


class ShareOfOtherWrong(FieldError):
    """The share is right, so the one that waited is not; it goes, and the other holder gives it again."""

    zh = "您的密钥份额正确，已经留存；另一人先前输入的份额不是这把密钥的，已经删去"
    en = "your share is right and waits; the one that the other holder gave before is not of this key and was removed"
    remedy_zh = "请另一名份额持有人以本人账号重新输入"
    remedy_en = "let the other holder give it again with an own login"


class BundleUnreadable(FieldError):
    """The file is no bundle, or damaged."""

    zh = "不是现场加密包，或者已经损坏"
    en = "no bundle from the field, or a damaged one"
    remedy_zh = "在手机上重新导出"
    remedy_en = "export it again on the phone"


class BundleOfOtherOrgan(BundleUnreadable):
    """What it holds is under another organ's key, or of another organ's officer."""

    zh = "加密包不是本机关的：所用恢复密钥或者采集人属于其他机关"
    en = "the bundle is not of this organ: its recovery key or its officer is of another"
    remedy_zh = "交采集人所在机关的份额持有人打开"
    remedy_en = "hand it to the holders of the shares in that officer's organ"


class BundleWithoutKey(BundleUnreadable):
    """It was captured before the organ had a recovery key."""

    zh = "采集时本机关还没有恢复密钥，份额不能打开这个加密包"
    en = "it was captured before there was a recovery key; no share opens it"
    remedy_zh = "由执法人员在原手机上输入 PIN 码，联网后发送"
    remedy_en = "the officer enters the PIN on that phone and sends it when there is network"


class BundleGone(FieldError):
    """No bundle waits under this id."""

    zh = "没有等待导入的加密包 {bundle}"
    en = "no bundle waits under {bundle}"

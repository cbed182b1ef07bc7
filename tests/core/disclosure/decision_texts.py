"""Texts of invented decisions with personal data planted in odd places, for building the detector.

Whoever measures the detector writes other texts. Names are put together from lists; nobody is meant.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass

_SURNAMES = (
    "王李张刘陈杨赵黄周吴徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘蒋蔡余杜叶程苏魏"
    "吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万"
    "钱严武戴莫孔向汤"
)
_DOUBLE = ("欧阳", "司马", "上官", "诸葛", "皇甫", "令狐", "慕容", "司徒", "夏侯", "宇文", "尉迟", "长孙")
_GIVEN = (
    "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰建国志文斌波辉鹏飞红梅琴雪倩宁博浩然子"
    "轩梓涵雨欣怡佳琪思远俊凯晨曦润泽德福贵才有成和安康长青庆喜春秋冬"
)
_FIRST = (
    "艾力",
    "阿依古丽",
    "买买提",
    "古丽娜尔",
    "努尔兰",
    "帕提曼",
    "热依汗",
    "吐尔逊",
    "玛依拉",
    "迪丽努尔",
    "阿卜杜拉",
    "卡米拉",
    "安德烈",
    "索菲亚",
    "约瑟夫",
)
_LAST = (
    "买买提",
    "阿不都热合曼",
    "吐尔地",
    "艾合买提",
    "沙塔尔",
    "托合提",
    "巴合提",
    "克里木",
    "依明",
    "伊万诺夫",
    "马丁",
    "哈山",
)
_DOTS = ("·", "•", "・", "·", "‧")
_SEPARATORS = ("", "", "", " ", "　", "-", " - ")
_FULL = str.maketrans("0123456789X", "０１２３４５６７８９Ｘ")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


@dataclass(frozen=True, slots=True)
class Planted:
    """A piece of personal data in a text."""

    start: int
    end: int
    kind: str


class Writer:
    """Puts a text together and remembers where personal data stands in it."""

    def __init__(self, seed: int) -> None:
        self.rng = random.Random(seed)
        self.text = ""
        self.planted: list[Planted] = []

    def say(self, words: str) -> None:
        """Words; `{kind}` plants a new value, `{kind:key}` the same value at each place."""
        known: dict[str, str] = {}
        for place, part in enumerate(words.replace("}", "{").split("{")):
            if place % 2 == 0:
                self.text += part
                continue
            kind = part.partition(":")[0]
            if part not in known or ":" not in part:
                known[part] = getattr(self, kind)()
            start = len(self.text)
            self.text += known[part]
            self.planted.append(Planted(start, len(self.text), "name" if kind == "dotted" else kind))

    def name(self) -> str:
        """Two, three or four characters."""
        pick = self.rng.choice
        if self.rng.random() < 0.07:
            return pick(_DOUBLE) + "".join(pick(_GIVEN) for _ in range(pick((1, 2, 2))))
        return pick(_SURNAMES) + "".join(pick(_GIVEN) for _ in range(pick((1, 2, 2))))

    def dotted(self) -> str:
        """A name with the separator dot."""
        return self.rng.choice(_FIRST) + self.rng.choice(_DOTS) + self.rng.choice(_LAST)

    def number(self) -> str:
        """A citizen's number that fits, spaced or full-width at times."""
        born = f"{self.rng.randint(1950, 2012)}{self.rng.randint(1, 12):02}{self.rng.randint(1, 28):02}"
        body = f"6599{self.rng.randint(1, 99):02}{born}{self.rng.randint(1, 999):03}"
        whole = body + "10X98765432"[sum(int(d) * w for d, w in zip(body, _WEIGHTS, strict=True)) % 11]
        return self._odd(whole, (6, 14))

    def phone(self) -> str:
        """A mobile number."""
        body = f"1{self.rng.choice('3456789')}{self.rng.randint(0, 999_999_999):09}"
        return self._odd(body, (3, 7))

    def card(self) -> str:
        """A bank card number whose check digit fits."""
        body = "62" + "".join(str(self.rng.randint(0, 9)) for _ in range(self.rng.choice((13, 16))))
        total = sum(
            v - 9 if (v := int(d) * (2 if p % 2 == 0 else 1)) > 9 else v for p, d in enumerate(reversed(body))
        )
        return self._odd(body + str(-total % 10), (4, 8, 12))

    def plate(self) -> str:
        """A plate of either kind."""
        tail = "".join(self.rng.choice("ABCDEFGHJKLMNPQRSTUVWXYZ0123456789") for _ in range(4)) + str(
            self.rng.randint(0, 9)
        )
        return (
            self.rng.choice("新京沪甘陕") + self.rng.choice("ABCDEF") + self.rng.choice(("·", "", " ")) + tail
        )

    def address(self) -> str:
        """Where somebody lives."""
        rng = self.rng
        street = rng.choice(("南岭路", "河滨街", "建设巷")) + f"{rng.randint(1, 300)}号"
        house = rng.choice(("幸福小区", "翠湖苑", "")) + f"{rng.randint(1, 30)}栋{rng.randint(1, 4)}单元"
        return f"青石区{street}{house}{rng.randint(101, 2804)}室"

    def _odd(self, digits: str, cuts: tuple[int, ...]) -> str:
        gap = self.rng.choice(_SEPARATORS)
        parts = [digits[a:b] for a, b in zip((0, *cuts), (*cuts, len(digits)), strict=True)]
        found = gap.join(parts)
        return found.translate(_FULL) if self.rng.random() < 0.25 else found


_HEADS: tuple[str, ...] = (
    "青石区应急管理局\n青应急罚〔2026〕19号\n行政处罚决定书\n当事人：{name:a}\n证件号码：{number}\n住所（住址）：{address}\n",
    "青石区市场监督管理局行政处罚决定书\n青市监罚〔2026〕203号\n当事人：青石区恒岳机械加工有限公司\n统一社会信用代码：91659900MA7QT2K3XB\n法定代表人（负责人）：{name:a}\n联系电话：{phone}\n",
    "行政处罚决定书\n被处罚人{name:a}，男，1982年5月出生，身份证号{number}，住{address}，电话{phone}。\n",
    "当场行政处罚决定书\n{dotted:a}：\n你于2026年8月3日驾驶{plate}号货车在河滨街占道经营，身份证号码为{number}。\n",
    "行政处罚决定书\n被处罚单位：青石区东升食品店（个体工商户）\n经营者：{name:a}（身份证号{number}）\n经营场所：青石区河滨街18号\n",
)
_FACTS: tuple[str, ...] = (
    "经查，2026年7月8日，本局执法人员检查发现，你单位冲压车间3台设备超过检测周期仍在使用，现场负责人{name:b}对检查结果签字确认。",
    "以上事实有现场检查记录、询问笔录（被询问人{name:c}）和照片12张为证。",
    "证人{name:d}、{name:e}证实，{name:d}当日在店内购买过期面包两袋，共支付36.50元。",
    "{name:f}驾驶{plate}号轻型货车运输上述货物，货款由{name:g}转入账号{card}。",
    "2026年8月12日，投诉人{name:h}女士（联系电话{phone}）反映该店销售过期食品。",
    "当事人雇佣的员工{dotted:k}在现场，{dotted:k}表示其不知情。",
    "经理{name:m}称，货物由司机{name:n}运至仓库，收货人为{name:p}。",
    "学生{name:q}（14周岁）在该店购买香烟一包，其父{name:r}于次日投诉。",
    "送达地址为{address}，由其妻{name:s}代收。",
    "股东{name:t}、{name:u}和{name:v}三人共同出资，其中{name:u}负责日常经营。",
    "{name:w}，女，汉族，住{address}，系该店会计。",
    "涉案款项从{name:x}名下尾号不详的银行卡（卡号{card}）支出。",
)
_CLEAN: tuple[str, ...] = (
    "你单位的行为违反了《中华人民共和国安全生产法》第三十六条第二款的规定，依据该法第九十九条第（三）项，决定给予罚款人民币五万元整（¥50,000.00）的行政处罚。",
    "请自收到本决定书之日起十五日内将罚款缴至青石银行河滨支行。到期不缴纳的，每日按罚款数额的百分之三加处罚款。",
    "如不服本决定，可以自知道之日起六十日内向青石区人民政府申请行政复议，或者在六个月内依法提起行政诉讼。",
    "当事人于2026年8月20日提交陈述申辩意见，本局经复核，对其中关于整改情况的意见予以采纳。",
    "当事人经营的食品标签不符合《食品安全国家标准》GB 7718-2011的要求，涉案货值金额1,234.50元，违法所得320元。",
    "食品经营许可证编号：JY16599010012345，有效期至2028年5月6日。检验报告编号：NO.202608120015。",
    "本局于9月1日向当事人送达《行政处罚告知书》（青市监罚告〔2026〕88号），告知其陈述、申辩和听证的权利。当事人在规定期限内未提出申请。",
    "承办人员认为，当事人应当知道该项规定，其主观上存在过错，但能够及时改正，危害后果轻微。",
    "现场负责人应当配合检查；相关人员不得拒绝。单位负责人对本单位的安全生产工作全面负责。",
    "经营者应当建立进货查验记录制度，查验供货者的许可证和产品合格证明文件。高度危险作业须经审批。",
)


def decision(seed: int) -> tuple[str, list[Planted]]:
    """A text and what is planted in it."""
    writer = Writer(seed)
    rng = writer.rng
    writer.say(rng.choice(_HEADS))
    parts: list[Callable[[], None]] = [lambda words=one: writer.say(words) for one in rng.sample(_FACTS, 4)]
    parts += [lambda words=one: writer.say(words) for one in rng.sample(_CLEAN, 4)]
    rng.shuffle(parts)
    for place, part in enumerate(parts):
        part()
        if place % 2:
            writer.say("\n")
    writer.say("青石区应急管理局\n2026年8月26日\n")
    return writer.text, writer.planted

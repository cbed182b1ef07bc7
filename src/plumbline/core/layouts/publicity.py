"""«双公示»: penalties and permits in both generations that are still exchanged (data standards §2)."""

from __future__ import annotations

from types import MappingProxyType
from typing import Final

from plumbline.core.layouts.layout import Column, Layout

_NUMBER_NAMES: Final = (
    "行政处罚决定文书号",
    "行政处罚决定书号",
    "行政处罚决定文号",
    "行政处罚文书号",
    "税务处罚决定文书号",
    "政处罚决定文书号",
)
"""Headers of published sheets for the number of the decision, cut forms included."""
PERMIT_CLASSES: Final = MappingProxyType(
    {"01": "普通", "02": "特许", "03": "认可", "04": "核准", "05": "登记", "06": "其他"}
)


def _party(act: str, citizen_length: int = 64) -> tuple[Column, ...]:
    """Who the decision concerns, in the 2019 generation."""
    return (
        Column(f"{act}_XDR_MC", "行政相对人名称", "party_name", required=True, longest=200),
        Column(f"{act}_XDR_LB", "行政相对人类别", "party_class", longest=20),
        Column(f"{act}_XDR_SHXYM", "行政相对人代码_1(统一社会信用代码)", "party_number", longest=32),
        Column(f"{act}_XDR_GSZC", "行政相对人代码_2(工商注册号)", "party_registration", longest=50),
        Column(f"{act}_XDR_ZZJG", "行政相对人代码_3(组织机构代码)", "party_organisation_code", longest=32),
        Column(f"{act}_XDR_SWDJ", "行政相对人代码_4(税务登记号)", "party_tax_number", longest=32),
        Column(
            f"{act}_XDR_SYDW", "行政相对人代码_5(事业单位证书号)", "party_institution_number", longest=120
        ),
        Column(f"{act}_XDR_SHZZ", "行政相对人代码_6(社会组织登记证号)", "party_society_number", longest=50),
        Column(f"{act}_FRDB", "法定代表人", "representative", longest=50),
        Column(f"{act}_XDR_ZJLX", "自然人证件类型", "citizen_id_kind", longest=64),
        Column(f"{act}_XDR_ZJHM", "自然人证件号码", "citizen_id", longest=citizen_length),
    )


def _from(act: str) -> tuple[Column, ...]:
    """Who decided and who supplied the data, in the 2019 generation."""
    organ = "处罚机关" if act == "CF" else "许可机关"
    code = f"{act}_CFJGDM" if act == "CF" else f"{act}_XKJGDM"
    return (
        Column(code.removesuffix("DM"), organ, "organ_name", longest=200),
        Column(code, f"{organ}统一社会信用代码", "organ_code", longest=18),
        Column(f"{act}_SJLY", "数据来源单位", "source_name", longest=200),
        Column(f"{act}_SJLYDM", "数据来源单位统一社会信用代码", "source_code", longest=18),
        Column("BZ", "备注", "note"),
    )


PENALTY_2019: Final = Layout(
    "penalty-publicity-2019",
    "双公示·行政处罚（2019 版）",
    "Publicity of penalties, generation of 2019",
    "penalty",
    "行政处罚法 §48",
    (
        *_party("CF"),
        Column("CF_FR_ZJLX", "法定代表人证件类型", "representative_id_kind", longest=64),
        Column("CF_FR_ZJHM", "法定代表人证件号码", "representative_id", longest=32, also=("CF_FR_SFZH",)),
        Column("CF_WSH", "行政处罚决定书文号", "number", required=True, longest=128, also=_NUMBER_NAMES),
        Column("CF_WFXW", "违法行为类型", "violation"),
        Column("CF_SY", "违法事实", "facts"),
        Column("CF_YJ", "处罚依据", "basis"),
        Column("CF_CFLB", "处罚类别", "kinds", longest=36),
        Column("CF_NR", "处罚内容", "content"),
        Column("CF_NR_FK", "罚款金额(万元)", "fine", wan=True),
        Column("CF_NR_WFFF", "没收违法所得、没收非法财物的金额(万元)", "confiscated", wan=True),
        Column("CF_NR_ZKDX", "暂扣或吊销证照名称及编号", "licence", longest=200),
        Column("CF_JDRQ", "处罚决定日期", "decided_on", required=True),
        Column("CF_YXQ", "处罚有效期", "valid_until"),
        Column("CF_GSJZQ", "公示截止期", "public_until"),
        *_from("CF"),
    ),
    (("decided_on", "public_until"),),
)
PENALTY_2016: Final = Layout(
    "penalty-publicity-2016",
    "双公示·行政处罚（2016 版）",
    "Publicity of penalties, generation of 2016",
    "penalty",
    "行政处罚法 §48",
    (
        Column("CF_WSH", "行政处罚决定书文号", "number", required=True, longest=128, also=_NUMBER_NAMES),
        Column("CF_CFMC", "处罚名称", "title", longest=512),
        Column("CF_CFLB1", "处罚类别1", "kinds", longest=36),
        Column("CF_CFLB2", "处罚类别2", "second_kind", longest=36),
        Column("CF_SY", "处罚事由", "facts"),
        Column("CF_YJ", "处罚依据", "basis"),
        Column("CF_XDR_MC", "行政相对人名称", "party_name", required=True, longest=200),
        Column("CF_XDR_SHXYM", "统一社会信用代码", "party_number", longest=128),
        Column("CF_XDR_ZDM", "组织机构代码", "party_organisation_code", longest=128),
        Column("CF_XDR_GSDJ", "工商登记码", "party_registration", longest=128),
        Column("CF_XDR_SWDJ", "税务登记号", "party_tax_number", longest=128),
        Column("CF_XDR_SFZ", "居民身份证号", "citizen_id", longest=64),
        Column("CF_FR", "法定代表人", "representative", longest=50),
        Column("CF_JG", "处罚结果", "content"),
        Column("CF_JDRQ", "处罚决定日期", "decided_on", required=True),
        Column("CF_XZJG", "处罚机关", "organ_name", longest=200),
        Column("CF_ZT", "当前状态", "state", longest=2),
        Column("DFBM", "地方编码", "area_code", longest=12, also=("CF_AREACODE",)),
        Column("SJC", "数据更新时间戳", "updated_at"),
        Column("BZ", "备注", "note"),
    ),
)
PERMIT_2019: Final = Layout(
    "permit-publicity-2019",
    "双公示·行政许可（2019 版）",
    "Publicity of permits, generation of 2019",
    "permit",
    "行政许可法 §40",
    (
        *_party("XK"),
        Column("XK_FR_SFZH", "法定代表人证件号码", "representative_id", longest=32),
        Column("XK_XKWS", "许可决定文书名称", "permit_document", longest=64),
        Column("XK_WSH", "许可决定文书号", "number", required=True, longest=128),
        Column("XK_XKLB", "许可类别", "permit_class", options=PERMIT_CLASSES),
        Column("XK_XKZS", "许可证书名称", "certificate_name", longest=64),
        Column("XK_XKBH", "许可编号", "certificate_number", longest=64),
        Column("XK_NR", "许可内容", "content"),
        Column("XK_JDRQ", "许可决定日期", "decided_on", required=True),
        Column("XK_YXQZ", "有效期自", "valid_from"),
        Column("XK_YXQZI", "有效期至", "valid_until"),
        Column("XK_ZT", "当前状态", "state", longest=2),
        *_from("XK"),
    ),
    (("valid_from", "valid_until"),),
)
PERMIT_2016: Final = Layout(
    "permit-publicity-2016",
    "双公示·行政许可（2016 版）",
    "Publicity of permits, generation of 2016",
    "permit",
    "行政许可法 §40",
    (
        Column("XK_WSH", "行政许可决定书文号", "number", required=True, longest=256),
        Column("XK_XMMC", "项目名称", "title", longest=512),
        Column("XK_SPLB", "审批类别", "permit_class", longest=32),
        Column("XK_NR", "许可内容", "content", longest=4096),
        Column("XK_XDR", "行政相对人名称", "party_name", required=True, longest=512),
        Column("XK_XDR_SHXYM", "统一社会信用代码", "party_number", longest=128),
        Column("XK_XDR_ZDM", "组织机构代码", "party_organisation_code", longest=128),
        Column("XK_XDR_GSDJ", "工商登记码", "party_registration", longest=128),
        Column("XK_XDR_SWDJ", "税务登记号", "party_tax_number", longest=128),
        Column("XK_XDR_SFZ", "居民身份证号", "citizen_id", longest=64),
        Column("XK_FR", "法定代表人", "representative", longest=50),
        Column("XK_JDRQ", "许可决定日期", "decided_on", required=True),
        Column("XK_JZQ", "许可截止期", "valid_until"),
        Column("XK_XZJG", "许可机关", "organ_name", longest=200),
        Column("XK_ZT", "当前状态", "state", longest=2),
        Column("DFBM", "地方编码", "area_code", longest=12),
        Column("SJC", "数据更新时间戳", "updated_at"),
        Column("BZ", "备注", "note", longest=1024),
    ),
)

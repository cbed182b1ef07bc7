"""Words of goods, of parts of the body, of papers and trades that begin like names and that nobody is called by.

Told by kinds, so that a kind is whole and not what one paper had: both sides of each limb, each cut of each beast.
"""

from __future__ import annotations

from itertools import product
from typing import Final

_LIMBS: Final = map(
    "".join, product("左右双", "足踝肘腕掌肋胸额颊颧髂臀趾指腰颈胫腹颌眉鬓乳肾肺耳鼻颞顶枕股腘拇")
)
_BONES: Final = (
    "跖骨 趾骨 胫骨 腓骨 桡骨 尺骨 跟骨 距骨 骰骨 楔骨 髌骨 股骨 肱骨 锁骨 肋骨 胸骨 髂骨 骶骨 尾骨 "
    "颧骨 鼻骨 颌骨 颞骨 枕骨 顶骨 "
    "额骨 掌骨 指骨 腕骨 舟骨 月骨 耻骨 坐骨 椎骨 颈椎 胸椎 腰椎 尾椎 半月板 韧带 软骨 颅骨 骨盆"
)
_CUTS: Final = map(
    "".join,
    product(
        ("牛", "羊", "鸡", "马", "鹿", "鱼", "水牛"),
        [
            "腱子",
            "板筋",
            "蹄筋",
            "里脊",
            "上脑",
            "眼肉",
            "百叶",
            "肚丝",
            "肋条",
            "腩块",
            "尾骨",
            "蝎子",
            "杂碎",
            "棒骨",
            "腿肉",
            "胸肉",
            "肝尖",
            "心管",
            "筋头",
            "舌头",
            "霖肉",
            "小排",
            "肉卷",
            "肉片",
            "肉串",
            "肉丸",
            "翅中",
            "翅根",
            "胗花",
            "脯肉",
            "爪子",
            "头骨",
            "肉馅",
            "油渣",
            "奶片",
            "奶粉",
            "奶贝",
            "肉干",
            "肉松",
            "骨粉",
            "饲料",
        ],
    ),
)
_FRESH: Final = map(
    "".join,
    product(
        ("鲜", "干", "水发"),
        [
            "百合",
            "木耳",
            "银耳",
            "枸杞",
            "红枣",
            "黄花",
            "贝母",
            "竹笋",
            "香菇",
            "蘑菇",
            "海带",
            "腐竹",
            "辣椒",
            "花椒",
            "桂圆",
            "莲子",
            "山药",
            "芦笋",
            "核桃",
            "杏仁",
            "玉米",
            "蚕豆",
            "豌豆",
            "绿豆",
            "凉粉",
            "豆皮",
        ],
    ),
)
_GOODS: Final = (
    "植脂末 奶茶粉 速溶粉 蛋白粉 乳清粉 代可可脂 明胶片 琼脂粉 黄原胶 "
    "卡拉胶 甘氨酸 柠檬黄 诱惑红 胭脂红 苋菜红 额温计 体温计 温度计 血压计 血糖仪"
)
_MAKERS: Final = (
    "雅马哈 卡西欧 西门子 施耐德 路易威登 马自达 康明斯 道依茨 沃尔沃 卡特彼勒 久保田 五十铃 依维柯 "
    "米其林 邓禄普 倍耐力 "
    "富士通 万家乐 史密斯 惠而浦 安吉尔 玛莎拉蒂 兰博基尼 特斯拉"
)
"""Who makes motors, machines and things of the house."""
_MONEY: Final = (
    "收款卡 付款卡 付现金 收现金 付现款 农商行 农信行 付定金 付押金 付余款 付尾款 付全款 付首付 时现金 "
    "花名册 养老 医保 官网 网店 网购 网商 群内 群聊 "
    "冷库 劳动者 花名单 程度 剐蹭 石料款 车费款 工时费 计生证"
)
_TRADES: Final = (
    "护师 主管护师 管床 管片 管段 药剂师 生产部长 销售部长 安全部长 后勤部长 车间主任 班组长 工段长 管科 管站"
)
_SPACED: Final = (
    "印章 印鉴 公章 盖章 签章 签字 签名 附件 单位 时间 日期 地址 地点 项目 金额 车型 年龄 党员 籍贯 "
    "文号 国籍 成员 户名 关系 全称 简称 "
    "查明 职务 职业 民族 性别 电话 案由 案号 事由 备注 合计 总计 编号 姓名 住址 住所 机关 公告 通知 "
    "通告 决定 申请 证据 应得 实得 干部 群众 "
    "初中 高中 大专 本科 小学 已婚 未婚 经办 承办 审核 批准 记录 校对 打印 封面 目录 卷号 页号 全宗 "
    "年度 期限 保管 密级"
)
OF_THINGS: Final = frozenset(
    (*_LIMBS, *_CUTS, *_FRESH, *" ".join((_BONES, _GOODS, _MAKERS, _MONEY, _TRADES)).split())
)
"""Nobody is called so, whatever stands around it."""
SPACED_WORDS: Final = frozenset(_SPACED.split())
"""Words of forms whose characters are set apart: «（印　章）», «备　注»."""

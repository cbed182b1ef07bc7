"""Templates held back from the open set: the drill prints figures of them and no examples.

The builder of the finder that weighs names (decision 0052) has seen them, so they are fresh no more: they tell whether
the finder got worse.
"""

from __future__ import annotations

PERSON = (
    "被处罚当事人　{party}　身份证件号码　{id}　户籍地址　{home}　通讯电话　{mobile}\n",
    "当事人：{party}，女，住{home}，系个体经营者，身份证号为{id}。\n",
    "违法行为人{party}（身份证号{id}，手机{mobile}，现住{home}）。\n",
)
FIRM = (
    "当事人：{company}（统一社会信用代码：{credit}）\n负责人：{head}\n地址：{firm_address}\n",
    "单位名称：{company}　信用代码：{credit}　法定代表人：{head}　授权委托人：{name}（{id}）　电话：{mobile}\n",
)
OF_PERSONS = (
    "{party}与其弟{name}共同出资经营该摊位，款项存入{account}。",
    "{date}，{party}驾车（{plate}）途经{firm_address}时被查获，同车人{name}。",
    "{party}在签收时注明：“本人{party}已收到，{date}。”",
)
FACTS = (
    "投诉人{name}来电（{mobile}）称，其从{company}处购得{thing}，价款{amount}。",
    "经询问仓库保管员{name}，该批货物由{name}运送，运输车辆为{plate}。",
    "{date}，{officer}、{officer}二名执法人员（证件号{certificate}、{certificate}）到{firm_address}现场勘验，见证人{name}。",
    "{company}会计{name}提供的账册显示，{date}向{name}付款{amount}，收款账号为{account}。",
    "房东{name}（住{home}）证明，该处自{date}起出租。",
    "本机关依法向{name}、{name}、{name}和{name}调查取证，四人陈述一致。",
    "患者{name}在该诊所就诊，支付{amount}，诊所负责人为{name}。",
    "物业经理{name}提供监控录像，其电话为{landline}，邮箱见：{contact}。",
    "施工班组长{name}欠付{name}、{name}工资各{amount}。",
    "上述货物的{thing}，经抽样检验不合格，抽样时{name}在场并签名。",
    "签收人：{name}（本人）\n",
    "代收人{name}与受送达人关系：父子。代收人证件号{id}。",
    "本案由{masked}举报，举报人要求保密。",
    "该店货架上摆放黄酒、方糖、麦片、金针菇，冷藏温度高于规定，安全通道被水桶占用。",
    "史志馆、文化路、高桥、石料、白灰等字样见于现场照片，任何人不得擅自移动封条。",
    "经比对，{thing}与{company}备案的一致。",
    "{name}承认收取{name}微信转账{amount}，并提供{contact}。",
)
EVIDENCE = (
    "证据材料有：询问{name}的笔录一份、{name}书面证词一份、{thing}。\n",
    "认定上述事实的证据：现场笔录；{name}、{name}的陈述；转账凭证（{account}）。\n",
)
DECISION = (
    "据此，依照{article}，对当事人{party}作出罚款{amount}的决定。\n",
    "{party}违反了{article}，本机关责令其改正，并处{amount}罚款。\n",
)
END = (
    "执法人员：{officer}　{officer}\n{organ}\n{date}\n",
    "咨询电话：{organ_phone}\n{organ}\n{date}\n",
)

"""How published decisions speak; a slot in braces is filled by `pieces`."""

from __future__ import annotations

PERSON = (
    "当事人：{party}，男，1985年出生，身份证号码：{id}，住{home}，联系电话：{mobile}。\n",
    "当事人姓名：{party}　性别：女　公民身份号码：{id}　住址：{home}　电话：{mobile}\n",
    "当事人：{party}（公民身份号码{id}），个体工商户，经营场所：{firm_address}，手机{mobile}。\n",
    "被处罚人：{party}，身份证{id}，现住{home}。\n",
    "当事人 {party}\n证件类型及号码 居民身份证 {id}\n住所 {home}\n联系方式 {mobile}\n",
    "当事人：{party}，护照号码：{passport}，暂住{home}，电话{landline}。\n",
)
FIRM = (
    "当事人：{company}，统一社会信用代码：{credit}，住所：{firm_address}，法定代表人：{head}。\n",
    "当事人名称：{company}\n统一社会信用代码：{credit}\n地址：{firm_address}\n法定代表人（负责人）：{head}\n",
    "被处罚单位：{company}（统一社会信用代码{credit}），经营者{head}，委托代理人{name}，身份证号{id}，电话{mobile}。\n",
)
OF_PERSONS = (
    "{party}驾驶号牌为{plate}的小型普通客车，搭载乘客{name}、{name}两人，收取车费{amount}。",
    "{name}称，其系{party}之妻，店铺由二人共同经营。",
    "{party}的儿子{name}在笔录上签字，并留下{contact}。",
    "{party}当场承认，并在笔录末尾写明“以上记录看过，和我说的一样。{party}，{date}”。",
)
FACTS = (
    "{date}，本机关执法人员{officer}、{officer}（执法证号：{certificate}、{certificate}）对位于{firm_address}的经营场所进行检查。",
    "经查，{party}于{date}购进该批食品，{thing}，货值金额{amount}，违法所得{amount}。",
    "举报人{name}反映，其于{date}在该店购买商品后身体不适，留有电话{mobile}。",
    "货款由{name}通过银行卡（卡号{account}）转入{party}账户{account}，共计{amount}。",
    "证人{name}、{name}、{name}三人均证实上述事实。",
    "该房屋由{name}出租给{party}，双方于{date}签订租赁合同，{thing}。",
    "受害人{name}，现住{home}，于{date}被送往青石区人民医院治疗。",
    "现场负责人{name}不能提供{thing}的进货票据。",
    "执法人员向{name}（{id}）制作询问笔录，{name}对事实无异议。",
    "工人{name}等十二人被拖欠工资{amount}，其中{name}{amount}、{name}{amount}。",
    "{name}到场后，将车辆{plate}驶离，联系方式为{mobile}。",
    "收件人{name}，{contact}，{mobile}，{home}。",
    "经与{name}电话核实（{landline}），该批货物系{party}于{date}委托运输。",
    "车主{name}已将{plate}号车辆转让给{name}，身份证复印件载明号码为{id}。",
    "另查明，{masked}在本案中负责收银，已另案处理。",
    "{company}职工{name}操作设备时受伤，{thing}。",
    "据{name}陈述：“我把钱打到了{account}，对方叫{name}。”",
    "上述设备由{company}出售，{thing}，价税合计{amount}。",
    "快递面单显示寄件人：{name} {mobile}；收件人：{name} {mobile}。",
    "同案人{name}（已判刑）的供述、{name}的证言与之一致。",
    "高温期间，该店将白酒、黄油与方便面混放，常温保存，毕竟不符合安全要求。",
    "本机关于{date}送达告知书，{party}在法定期限内未提出陈述、申辩。",
    "马路对面的金银花茶铺、石榴巷口的万家超市均未发现同类产品，成品、水产和蔬菜单独存放。",
)
EVIDENCE = (
    "证据：1.现场检查笔录，证明违法事实；2.{name}的询问笔录；3.{name}身份证复印件（{id}）；4.{thing}的发票。\n",
    "以上事实有营业执照、现场照片、{name}证言、检验报告（{thing}）等证据证明。\n",
    "上述事实有{party}的陈述、{name}的证人证言、银行流水（{account}）为证。\n",
)
DECISION = (
    "上述行为违反了{article}的规定，依据{article}，决定对{party}罚款{amount}。\n",
    "本机关认为，{party}的行为违反{article}。任何单位和个人不得从事上述活动。决定没收违法所得{amount}，并处罚款{amount}。\n",
    "根据{article}，责令{party}于{date}前改正，罚款{amount}，缴至青石农村商业银行代收点。\n",
)
END = (
    "如不服本决定，可以在六十日内向青石区人民政府申请行政复议，也可以在六个月内向青石区人民法院提起行政诉讼。\n"
    "联系人：{officer}　电话：{organ_phone}\n{organ}\n{date}\n",
    "逾期不缴纳的，每日按罚款数额的百分之三加处罚款。\n承办人：{officer}、{officer}\n{organ}（印章）\n{date}\n",
    "本决定书一式三份，一份送达当事人，一份归档。\n{organ}\n{date}\n",
)

"""The second held-back set: five kinds of papers, in other sentences than the first two sets.

Whoever mends the finder leaves this and `held_2_pieces` unread; the drill prints figures of them by shape and no words.
It is fresh no more: the finder was mended by its shapes, and what was missed here was counted by properties of the
finder's tables (docs/drills/redaction-fresh-later.md).
"""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from measures.redaction.held_2_world import MAKERS
from measures.redaction.paper import Decision, Paper


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of paper: titles, how it opens for a person and for a firm, what it tells, how it ends."""

    titles: tuple[str, ...]
    person: tuple[str, ...]
    firm: tuple[str, ...]
    body: tuple[str, ...]
    end: tuple[str, ...]


PENALTY = Kind(
    ("行政处罚决定书", "不予行政处罚决定书", "当场行政处罚决定书", "行政处罚决定书（摘要）"),
    (
        "当事人基本情况：{party}，女，{born}出生，公民身份号码{id}，\n户籍所在地：{home}，联系方式{mobile}。\n",
        "姓    名：{party}\n性    别：男\n证件号码：{id}\n住    址：{home}\n电    话：{mobile}\n",
        "{party}：\n    你（身份证件号码{id}，住{home}）涉嫌违法一案，现已调查终结。\n",
        "| 当事人 | {party} | 证件号 | {id} |\n| 住址 | {home} | 电话 | {mobile} |\n",
        "受处罚人{party}，在{firm}务工，居民身份证{id}，暂住于{home}。\n",
        "经营者：{party}（持{passport}号证件入境，租住{home}，电话{landline}）\n",
    ),
    (
        "当事人：{firm}\n主体资格证照名称：营业执照\n统一社会信用代码：{credit}\n"
        "住所（住址）：{firm_address}\n法定代表人（负责人、经营者）：{head}\n",
        "{firm}（统一社会信用代码{credit}，法定代表人{head}）：\n",
        "受处罚单位 {firm}；住所 {firm_address}；代表人 {head}；\n受托人 {n_cell}，身份证号 {id}。\n",
    ),
    (
        "{date}，{n_acts}到{spot}附近的店铺购买{goods}{many}，扫码支付{amount}。",
        "本案另一名行为人{n_role}已由公安机关处理，{n_acts}逃逸，正在追查。",
        "上述{goods}系从{n_prep}处赊购，尚欠{amount}未付，{n_of}的账本有记载。",
        "举报材料署名“{n_said}”，附收款码截图一张，收款方{n_glued}{account}。",
        "{n_acts}将{amount}汇至{n_of}的个人账户（{account}），{n_acts}收款后未出具凭证。",
        "经比对指纹与笔迹，{other}、{n_list}、{n_list}在签收单上的字迹系各自书写。",
        "伤者{n_role}、{n_list}被送至{spot}救治，{n_list}未住院，三人的费用由{n_prep}垫付。",
        "车辆{plate}登记在{n_prep}名下，实际使用人为{n_role}，电话{mobile}。",
        "询问中，{n_acts}先称不认识{other}，后又承认{other}是其表兄。",
        "未成年人{n_role}（{born}生）在该网吧上网二小时，其监护人{n_role}已到场接回。",
        "微信群“{spot}业主群”中，昵称为“{nick}”的用户实名为{n_prep}，{contact}。",
    ),
    (
        "综上，依照{article}，参照本地裁量基准，决定处罚如下：对{party}处以罚款{amount}。\n{organ}\n{day}\n",
        "罚款{amount}限十五日内缴清，{thing}。到期不缴的，依{article}办理。\n{organ}\n{day}\n",
        "依据{article}，对{party}警告。执法人员签名：{officer}、{officer}　当事人签名：{party}\n{day}\n",
    ),
)
PERMIT = Kind(
    ("准予行政许可决定书", "不予行政许可决定书", "行政许可申请补正告知书", "准予变更行政许可决定书"),
    (
        "申请人：{party}　证件号：{id}　通信地址：{home}　手机：{mobile}\n",
        "申请人 {party}\n委托代理人 {n_cell}（{mobile}）\n申请人住址 {home}\n",
        "{party}（{id}）：\n    你于{date}提出的申请收悉。\n",
    ),
    (
        "申请人：{firm}\n社会信用代码：{credit}\n法定代表人：{head}\n经办人：{n_cell}　联系电话：{mobile}\n",
        "{firm}：\n    你单位{date}提交的取水许可申请（经办{n_cell}，{landline}）收悉。\n",
    ),
    (
        "许可证载明的负责人由{n_prep}变更为{n_prep}，其余事项不变，{thing}。",
        "从业人员健康证明载：{n_list}（{id}）、{n_list}（{id}）、{n_list}，均在有效期内。",
        "申请材料载明，执业医师{n_role}、护士{n_role}、药师{n_role}在该机构注册。",
        "利害关系人{n_role}提出异议，认为许可影响其采光，{n_of}的住宅位于{home}。",
        "拟用房屋所有权人为{n_prep}、{n_list}夫妇，租赁{thing}。",
        "申请人{party}与{n_prep}系合伙，{n_acts}占四成份额，出资款经{account}支付。",
        "驾驶员{n_role}（档案所留电话{mobile}）的从业资格已注销，车辆{plate}不符合准入条件。",
        "现场核查时{n_acts}在岗，{office}不在岗，{n_beside}（{office}）作了说明。",
        "邻户{n_role}、{n_list}及{n_list}三户签字同意，{n_sign}代其母签字。",
        "申请书附{n_of}的学历证明、{n_of}的职称证和{n_of}的无违法记录承诺。",
        "补正事项：缺{n_of}的授权书；{n_title}女士的证件复印件不清晰；{contact}无法送达。",
    ),
    (
        "根据{article}，决定准予许可，有效期五年。领证人：{n_sign}　{day}\n{organ}\n",
        "申请人未在规定期限内补正，依{article}不予许可，可依法申请行政复议。\n经办人：{officer}\n{organ}\n{day}\n",
        "本决定自送达之日起生效。抄送：{organ}、{firm}。\n{organ}（行政审批专用章）\n{day}\n",
    ),
)
INSPECTION = Kind(
    ("现场检查笔录", "勘验笔录", "询问笔录", "行政检查记录表"),
    (
        "被检查人：{party}\n证件及号码：身份证 {id}\n住址：{home}\n联系电话：{mobile}\n检查时间：{day}\n",
        "被询问人{party}，文化程度高中，工作单位{firm}，现住{home}，电话{mobile}，身份证{id}。\n",
        "检查对象\t{party}\t电话\t{mobile}\n地址\t{home}\t陪同\t{n_cell}\n",
    ),
    (
        "被检查单位：{firm}　地址：{firm_address}　现场负责人：{n_cell}　职务：{office}　电话：{mobile}\n",
        "检查对象\t{firm}\t信用代码\t{credit}\n负责人\t{head}\t见证人\t{n_cell}\n",
    ),
    (
        "问：你叫什么名字，做什么工作？答：我叫{n_said}，在{firm}看门。\n",
        "问：货是谁送来的？答：是{n_said}开车送的，车号{plate}，他电话{mobile}。\n",
        "问：{n_said}和你是什么关系？答：她是我嫂子，{n_said}是我外甥。\n",
        "答：钱打给{n_said}了，卡号我记得是{account}，户名{n_said}。\n",
        "答：我不认识{n_said}，只见过{nick}两次，都是在{spot}。\n",
        "进门右侧货架摆放{goods}、{goods}，由{n_title}师傅保管，冷柜温度零下二度。",
        "墙上公示栏写有：店长{n_role}，收银{n_role}，后厨{n_role}，监督电话{landline}。",
        "{n_acts}在场陪同检查，{n_acts}中途离开，{n_acts}拒绝在笔录上签字。",
        "考勤表有{n_list}　{n_list}　{n_list}　{n_list}四人当日打卡记录。",
        "值班表：周一{n_list}，周二{n_list}，周三{n_list}/{n_list}，周四轮空。",
        "检查组现场让{n_prep}打开库房，{n_prep}在旁，未见{office}。",
        "宿舍登记簿第3行：{n_glued}{id}，入住{date}；第4行：{n_glued}{mobile}。",
    ),
    (
        "以上笔录我看过，与我说的相符。{n_sign}　{day}\n检查人员：{officer}　{officer}　记录人：{officer}\n",
        "被检查人签名：{party}　见证人签名：{n_sign}\n执法人员：{officer}（{certificate}）\n",
        "被询问人（捺印）：{n_sign}\n{day}　第2页共2页\n{organ}\n",
    ),
)
SEIZURE = Kind(
    ("查封（扣押）决定书及财物清单", "先行登记保存物品清单", "扣押物品清单", "解除查封决定书"),
    (
        "当事人：{party}；身份证：{id}；住{home}；电话：{mobile}。\n",
        "物品持有人　{party}　（{id}）\n存放地点　{firm_address}\n",
        "因你（{party}，{mobile}，{home}）涉嫌违法，本机关决定对下列财物予以扣押。\n",
    ),
    (
        "当事人：{firm}（{credit}）　现场人员：{n_cell}，身份证{id}\n",
        "被扣押单位：{firm}，地址{firm_address}，负责人{head}，保管人{n_cell}。\n",
    ),
    (
        "1　{goods}　{many}　{state}　保管人{n_cell}\n2　{goods}　{many}　{state}　保管人{n_cell}\n",
        "| 1 | {goods} | {many} | {thing} | {n_cell} |\n| 2 | {goods} | {many} | {state} | {n_cell} |\n",
        "序号\t品名\t数量\t所有人\n1\t{goods}\t{many}\t{n_cell}\n2\t{goods}\t{many}\t{n_cell}\n",
        "3.小型货车一辆，号牌{plate}，登记车主{n_role}；4.手机一部，机主{n_role}，号码{mobile}。\n",
        "5.银行卡两张：{n_glued}{account}；{n_glued}{account}（{part}）。\n",
        "6.账本一册，封面写“{n_said}”；7.欠条三张，出具人分别为{n_prep}、{n_list}、{n_list}。\n",
        "8.身份证原件一张（{n_brk}，{id}），当场退还。\n",
        "扣押物品存放于{spot}仓库，由{firm}{n_beside}看管，{thing}。",
        "案外人{n_role}主张其中{goods}{many}为其所有，并提交与{n_prep}的买卖合同。",
        "搬运时{n_title}老板在场，{n_title}先生录像，二人未提出异议。",
        "解封后物品由{n_prep}代领，{n_of}的委托书附卷，{contact}。",
    ),
    (
        "当事人或者见证人：{n_sign}　执法人员：{officer}、{officer}　{day}\n{organ}\n",
        "清单一式两份。点收人：{n_sign}　移交人：{n_sign}\n{day}\n",
        "依据{article}，扣押期限三十日，自{date}起算。\n持有人：{party}\n{organ}\n",
    ),
)
HEARING = Kind(
    ("行政处罚听证通知书", "听证公告", "行政许可听证告知书", "听证笔录（节录）"),
    (
        "{party}：\n    根据你于{date}提出的申请（住{home}，{mobile}），本机关决定举行听证。\n",
        "听证申请人：{party}，{id}，住{home}。委托代理人：{n_cell}，{mobile}。\n",
        "申请人\t{party}\t身份证号\t{id}\n通知方式\t电话{mobile}\n",
    ),
    (
        "{firm}：\n    你单位（法定代表人{head}，联系人{n_cell}，{mobile}）要求听证，现通知如下。\n",
        "听证申请人：{firm}，住所{firm_address}。参加人员：{n_cell}（{office}）、{n_list}。\n",
    ),
    (
        "听证定于{date}在{spot}二楼会议室举行，主持人{officer}，记录员{officer}。",
        "第三人{n_role}、{n_list}应当携带身份证件参加，{n_acts}可以委托一至二人代理。",
        "证人名单：{n_list}、{n_list}、{n_list}、{n_list}、{n_list}。",
        "旁听人员有{firm}{n_beside}、{spot}村民{n_beside}和{signboard}店员{n_beside}。",
        "{n_title}同志因病请假，{n_title}女士、{n_title}先生准时到场。",
        "{n_said}：罚得太重。{n_said}：我同意他的意见。主持人：请{n_said}发言。\n",
        "与会代表（{n_brk}、{n_brk}、{n_brk}）一致要求公开检验报告，{thing}。",
        "听证通知以邮寄方式送达{n_prep}，收件地址{home}，联系电话{mobile}。",
        "鉴定人{n_role}出庭说明，所鉴{goods}与{n_of}的描述不符，与{n_prep}送检的样品一致。",
        "公告期间，{n_acts}、{n_list}来函，{contact}，要求退还保证金至{account}。",
        "{n_acts}申请{officer}回避，理由是{officer}与{n_prep}同住一个小区。",
    ),
    (
        "请准时参加；无正当理由不到场的，视为放弃听证。联系人：{officer}，{organ_phone}\n{organ}\n{day}\n",
        "申请人、代理人核对无误后签名：{party}　{n_sign}\n{day}\n",
        "特此公告。咨询请拨打{organ_phone}或12345。\n{organ}\n{day}\n",
    ),
)
KINDS = (PENALTY, PERMIT, INSPECTION, SEIZURE, HEARING)
ANY = (
    "据{firm}出具的说明，{n_beside}已于{date}离职，工资结算至{account}。",
    "{n_acts}与{n_prep}于{date}签订协议，{n_acts}没有签字。",
    "送达回证载明，代收人{n_role}，与当事人系同住亲属，{mobile}。",
    "{other}（下称{nick}）系{spot}住户，{other}对检查结果没有意见。",
    "{office}{n_beside}证实，{n_beside}（{firm}）当天未到{spot}。",
    "快递底单：{n_glued}{mobile}，{home}；寄件{n_glued}{mobile}。",
    "房产登记在{n_of}的名下，由{n_title}女士收租，水电费户号绑定{mobile}。",
    "录像显示，{n_acts}于{date}驾驶{plate}离开，随车人员为{n_brk}。",
)
TRAPS = (
    "{firm}、{firm}均未到场，{office}称法定代表人在外地，何时返回不详。",
    "{spot}一侧堆放{goods}{many}，安全出口上锁，任意一处均可进入，方便行人通行。",
    "本机关认为，当事人应当承担相应责任；成年家属签收的，视为送达；时任负责人已调离。",
    "{organ}、{organ}联合检查{spot}，全程录像，{thing}。",
    "房东身份不详，证人一名拒绝签名，车主电话已停机，{part}。",
    "经{office}、{office}共同清点，{goods}、{goods}、{goods}数量与台账相符，{state}。",
    "现行规定自{date}起施行，依{article}可以从轻，不予从重，于法有据。",
    "公司章程、管理程序、施工方案、温控记录、包装单、钱款收据各一份，毛重{many}。",
    "许可范围：粮食收购、水产养殖、车辆清洗、牛羊屠宰、金属加工、石材销售、白酒批发。",
    "样品{goods}送至青石市产品质量检验研究院，{thing}，结论为不合格。",
    "经查，{firm}向{firm}供货，由{spot}发出，从{spot}转运，交{office}验收。",
)


def make(random: Random) -> Decision:
    """One paper of one of the five kinds."""
    person = random.random() < 0.6
    paper = Paper(random, MAKERS, person)
    firm = MAKERS["firm"](random)
    paper.same["party"] = MAKERS["party"](random) if person else firm
    paper.same["other"] = MAKERS["other"](random)
    kind = random.choice(KINDS)
    paper.write("{organ}\n" + random.choice(kind.titles) + random.choice(("\n{number}\n", "　{number}\n")))
    if not person:
        paper.same["firm"] = firm
    paper.write(random.choice(kind.person if person else kind.firm))
    paper.same.pop("firm", None)
    told = [*random.sample(kind.body, random.randint(3, 5)), *random.sample(ANY, random.randint(1, 2))]
    told += random.sample(TRAPS, random.randint(1, 2))
    random.shuffle(told)
    for sentence in told:
        paper.write(sentence)
        paper.text += random.choice(("", "\n"))
    paper.write("\n" + random.choice(kind.end))
    return paper.done()

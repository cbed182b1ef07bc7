"""Sentences of records, lists, notices and permits with names in them, for building the finder of names.

Beside `name_sentences`: other papers, other places of a name, a wider choice of characters. Written for the purpose;
whoever measures the finder writes others. `{n}` is a new name in each place, `{a}` the same in the whole sentence.
"""

from __future__ import annotations

import random
from collections.abc import Iterator

from tests.core.disclosure.decision_texts import Planted

SURNAMES = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石"
    "姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文庞樊兰殷施陶洪翟安颜倪严牛温芦季俞章鲁葛伍韦申尤毕"
    "聂丛焦向柳邢路岳齐梅莫庄辛管祝左涂谷祁时舒耿牟卜路詹关苗凌费纪靳盛童欧甄项曲成游阳裴席卫查屈鲍位覃霍翁隋植甘景薄单包司柏宁"
)
GIVEN = (
    "伟芳娜秀英敏静丽强磊军洋勇艳杰娟涛明超霞平刚桂华玉兰建国志文斌波辉鹏飞红梅琴雪倩宁博浩然子轩梓涵雨欣怡佳琪思远俊凯晨曦润泽"
    "德福贵才有成和安康长青庆喜春秋冬海生根林山川东南西北江河立新民兴忠义信诚良善美香云月凤龙虎翔宇航天恒永昌隆盛亮光荣胜利"
    "淑珍翠花巧萍莲菊莉雯婷婉玲珊瑶璐琳瑛瑞璇瑜珠彤彩影怀贤礼仁智勤俭谦恭守正道元亨通顺达景晖昊昱晟晗旭阳朝暮夕岚岩峰岭嵩巍崇"
    "松柏桐楠枫杉梧桦榕槐竹梨杏桃李苗芽蕊蕾芬芝茜苹荷菱萱蓉蔓薇蔷馨馥宏厚宽大广博展鸿图业绩功勋章印玺金银铜铁锡铭钧锋锐锦钊鑫"
    "水泉溪涧湖泊洲洁清澄澈沁沛沐滢滔汉湘淮渭洛济润泽源浚深淳朴素真实诚恳朗开畅豁悦欢乐康健壮硕雄威武勇猛刚毅果敢进取向上前程"
    "先后仲伯叔季少长幼小宝贝来进才发财旺多余庆祥瑞吉利禄寿喜财添丁增广满堂会连保全继承传世代延续绍祖耀宗光门楣士学书诗词赋画"
)
DOUBLE = ("欧阳", "司马", "上官", "诸葛", "皇甫", "令狐", "慕容", "尉迟", "夏侯", "申屠", "东方", "公孙")

WITH_NAMES = """
检查时，厂区内有作业人员四人，分别为{n}、{n}、{n}、{n}。
随行人员：{n}（陪同）、{n}（记录）。
现场值班人员系{n}，其自述到岗不足一月。
本单元由{n}负责，钥匙在{n}处。
一号冷库门上贴有“负责人{n}”字样。
兹有{n}前来办理相关手续，请予接洽。
经理{n}不在，由副经理{n}陪同检查。
以上笔录我看过，与我说的相符。{n}
见证人签名：{n}　　被检查人签名：{n}
物品持有人：{n}；见证人：{n}；保管人：{n}。
序号1　电动三轮车　1辆　所有人{n}　备注：无牌
序号2　手机　1部　持有人{n}　备注：已封存
清单一式两份，{n}、{n}各执一份。
交付人{n}，接收人{n}，交付地点为仓库门口。
准予{n}从事食品小作坊生产加工。
许可证载明的经营者{n}因病去世，现由其女{n}申请变更。
申请人{n}提交的材料齐全，符合法定形式。
你（{n}）于5月8日提出的申请收悉。
听证申请人{n}及其代理人{n}、{n}应当于6月3日上午到场。
听证会定于6月3日举行，请通知证人{n}出席。
本次听证由案件调查人员提出证据，{a}进行质证，{a}认为照片不清。
我去年从{n}手里盘下这家店，当时说好房租归{n}交。
“是{n}让我来的，我不认识{n}。”
“机器是我姐夫{n}的，他借给{n}用了半年。”
问：货是谁卸的？答：{n}和我弟弟{n}卸的。
答：我只记得有个叫{n}的，住在{n}家隔壁。
{n}的房屋位于道路红线以内。
{n}的三轮车停放在消防登高面。
{n}的陈述与{n}的证言不一致。
上述车辆系从{n}处借得。
该款由{n}经手，{n}入账。
{n}、{n}等十二户住户联名反映噪声扰民。
{n}等人的工资尚未结清。
合伙人{n}占六成，{n}占四成。
工程由包工头{n}转给{n}施工，{n}又雇了{n}看工地。
向{n}购买的农药没有标签。
与{n}同车的还有{n}。
电工{n}（证号略）上岗证过期；焊工{n}未持证。
学员{n}、{n}证实收费属实。
已对{n}、{n}分别制作询问笔录。
{a}，1986年生，个体户。{a}称对处罚无异议。
{a}是该公司出纳。检查当日{a}拒绝打开保险柜。
死者{n}，伤者{n}、{n}。
据护士{n}说，{n}当晚没有交班。
货物签收单上写的是{n}，联系电话是{n}的。
房主{n}长年在外，房屋由其叔{n}看管。
村民{n}反映，{n}在承包地里建房。
{n}于3月1日、{n}于3月4日先后到案。
{n}在其朋友圈发布广告，{n}转发。
{n}自2019年起租用该院落，{n}自2022年起与其同住。
群众{n}打来电话，说{n}又在夜里倒土。
收款人户名{n}，汇款人户名{n}。
法定代表人由{n}变更为{n}。
因{n}下落不明，本机关依法公告送达。
当日{n}未到，{n}代其签字。
业务由店员{n}接待，价格由{n}定。
卷内照片第3张右侧为{n}，左侧为{n}。
该院子早先是{n}的，后来{n}买了去。
监护人{n}到场，其子{n}未到场。
{n}跟{n}是同村人，两人合买了一台收割机。
""".strip().splitlines()

WITHOUT = """
一号冷库存放冻鸡翅、黄花鱼、白虾仁和牛腩共二十箱。
扣押物品：石英砂、沙发、金属框架、马铃薯淀粉、黄豆酱各一批。
检查组由三个部门组成，于高新区管委会门前集合。
许可范围：食品销售（散装熟食除外）。有效期限五年。
听证会在政务大厅东侧会议室公开举行，旁听人员凭证入场。
周边有学校一所、医院一处，距离均不足五十米。
施工围挡高度不够，车辆冲洗设施未启用，路面有泥水。
于田大枣、和田玉枣、安岳柠檬标签不全。
单价、数量、金额与台账不符，差额较大。
万米跑道旁堆有建材，应当清运。
方案报区政府同意后，由农业农村局会同水利局落实。
申请材料目录、承诺书、平面图各一份。
成套设备尚未安装，冷却塔漏水，高压配电柜门未关。
时间：2026年3月1日。地点：文化路北段。天气：晴。
白酒、黄酒、果汁、石榴、杨桃、李子、梅干、柳编筐。
""".strip().splitlines()


def name(rng: random.Random) -> str:
    """Two or three characters, seldom four; now and then spaced or broken by a line."""
    pick, kind = rng.choice, rng.random()
    if kind < 0.05:
        return pick(DOUBLE) + "".join(pick(GIVEN) for _ in range(pick((1, 2, 2))))
    if kind < 0.10:
        return pick(SURNAMES) + pick(SURNAMES) + pick(GIVEN) + pick(GIVEN)
    if kind < 0.30:
        return pick(SURNAMES) + pick(GIVEN)
    return pick(SURNAMES) + pick(GIVEN) + pick(GIVEN)


def written(sentence: str, rng: random.Random) -> tuple[str, list[Planted]]:
    """The sentence with names in it, and where they stand."""
    text, places, same = "", [], {}
    for at, part in enumerate(sentence.replace("}", "{").split("{")):
        if at % 2 == 0:
            text += part
            continue
        one = same.setdefault(part, name(rng)) if part == "a" else name(rng)
        places.append(Planted(len(text), len(text) + len(one), "name"))
        text += one
    return text, places


def papers(rounds: int, seed: int = 11) -> Iterator[tuple[str, list[Planted]]]:
    """Every sentence, each round with other names; those without names once."""
    rng = random.Random(seed)
    for _ in range(rounds):
        for one in WITH_NAMES:
            yield written(one, rng)
    for one in WITHOUT:
        yield one, []

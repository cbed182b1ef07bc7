"""The detector over texts of our own making; whoever measures it writes others."""

from __future__ import annotations

from collections import Counter

import pytest
from tests.builders.growth import grows_in_line
from tests.core.disclosure.decision_texts import decision
from tests.core.disclosure.name_sentences import sentences
from tests.core.disclosure.paper_sentences import papers
from tests.core.disclosure.sector_sentences import BUILT, KEPT, half

from ordinary_words import table
from plumbline.core.disclosure import word_costs
from plumbline.core.disclosure.errors import MarkOutside, MustStayOut, TableMissing, WordsNotFound
from plumbline.core.disclosure.marks import by_hand, chosen, pieces, read_marks, shown_text, written_marks
from plumbline.core.disclosure.redaction import find_personal
from plumbline.core.disclosure.span import Kind, Span, settled

TEXTS = 120


def found(text: str) -> list[tuple[str, str]]:
    return [(text[one.start : one.end], one.reason) for one in find_personal(text)]


def test_what_is_planted_is_found_and_little_else() -> None:
    planted, missed, wrong = Counter[str](), Counter[str](), 0
    spans = 0
    for seed in range(TEXTS):
        text, here = decision(seed)
        marks = find_personal(text)
        spans += len(marks)
        for one in here:
            planted[one.kind] += 1
            missed[one.kind] += not any(m.start <= one.start and one.end <= m.end for m in marks)
        wrong += sum(not any(m.start < one.end and one.start < m.end for one in here) for m in marks)
    assert planted["name"] > 800
    assert {kind: n for kind, n in missed.items() if n and kind != "name"} == {}
    assert missed["name"] / planted["name"] <= 0.01
    assert wrong / spans <= 0.01


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("身份证号６５９００１ １９９００３０７ ２３１０。", ["６５９００１ １９９００３０７ ２３１０"]),
        ("电话0991-1234567，手机+86 139-0000-1234", ["0991-1234567", "+86 139-0000-1234"]),
        ("监督电话0900-5550100", []),
        ("手机013900001234，座机+86-900-5550123", ["013900001234", "+86-900-5550123"]),
        ("座机（+86）（0900）5550123，0086 0900 5550123", ["（+86）（0900）5550123", "0086 0900 5550123"]),
        ("车牌新A·\n12345，军官证号：军字第0012345号", ["新A·\n12345", "军字第0012345号"]),
        ("卡号6200.0012.3456.7890.12，计1234567890123.50元", ["6200.0012.3456.7890.12"]),
        ("如有异议请致电本局监督电话：0900-5550100", []),
        ("其向监督电话0900-5550123的来电人反映", ["0900-5550123"]),
        ("可打5550123找他，2026-03-05前有效", ["5550123"]),
        ("第5550123号，共5550123元，批号：5550123，货值约5550123", []),
        ("统一社会信用代码：91659900MA7QT2K3XB", []),
        ("执法人员王强、李敏在现场检查。", []),
        ("询问笔录（被询问人刘洋）和照片", ["刘洋"]),
        ("艾力·买买提在其经营的店内", ["艾力·买买提"]),
        ("当事人应当知道该规定，负责人对本单位安全生产全面负责。", []),
        ("欧阳建国驾驶新A·12345号货车", ["欧阳建国", "新A·12345"]),
        ("住青石区南岭路18号3栋2单元501室。", ["青石区南岭路18号3栋2单元501室"]),
        ("身份证号六五九〇〇一一九九〇〇三〇七二三一×。", ["六五九〇〇一一九九〇〇三〇七二三一×"]),
        ("持E12345678号护照入境，车牌新a12345", ["E12345678", "新a12345"]),
        ("家中座机（0991）123 4567转分机802", ["（0991）123 4567转分机802"]),
        ("出厂编号202603150000012345，电话(+86)13900001234", ["(+86)13900001234"]),
        ("热依汗˙买买提与艾力·\n玉素甫到场", ["热依汗˙买买提", "艾力·\n玉素甫"]),
        ("货主热依汗玉素甫未到场。乌鲁木齐市开发区", ["热依汗玉素甫"]),
        ("证人李小\n燕到场，承认上述事实。", ["李小\n燕"]),
        ("接举报电话0900-5550123称有异味", ["0900-5550123"]),
        ("住红柳村三社12号出租房西侧第2间。", ["红柳村三社12号出租房西侧第2间"]),
        ("王思与说，张从文已离开。", ["王思与", "张从文"]),
        ("电话18600003676\n2026-01-24检查", ["18600003676"]),
        ("电话：+8618600003676\n2026年1月24日检查", ["+8618600003676"]),
        ("电话：09005550123\n2026年1月24日检查", ["09005550123"]),
        ("身份证659001690827333\n2026年1月24日检查", ["659001690827333"]),
        ("工号二：659001\n199003072310 09:30进场", ["659001\n199003072310"]),
        ("存折账号：60012345，手机13900OO1234", ["60012345", "13900OO1234"]),
        ("被叫5550-123）、5550124/5550125", ["5550-123", "5550124", "5550125"]),
        ("电动车牌照为青石012345，车牌识别系统于2026年验收", ["青石012345"]),
        ("台湾居民来往大陆通行证（号码）12345678", ["12345678"]),
        ("当事人统一代码91659900MAQQW414YM", []),
        ("住望河路18号\n3号楼502室。", ["望河路18号\n3号楼502室"]),
        ("搬到望河路18号金桂花园3幢502室。", ["望河路18号金桂花园3幢502室"]),
        ("货在红柳村12号院内平房第2间。", ["红柳村12号院内平房第2间"]),
        ("他在丽水名邸A座1203号过夜。", ["丽水名邸A座1203号"]),
        ("当事人销售的“高远方”牌面粉、于海波牌挂面12袋，标称“方圆家”。", []),
        ("执法人员在孙庄检查，途经方家营，抵达何家坪。", []),
        ("在王强家中查获，另在李梅经营的店内查获。", ["王强", "李梅"]),
        (
            "身份证号65901219820111（8562），卡上659012（19820111）856X",
            ["65901219820111（8562）", "659012（19820111）856X"],
        ),
        ("通过微信（lan_hua_02）联系", ["lan_hua_02"]),
        ("陪同检查人王晨曦（厂长）在场，检查人李敏。", ["王晨曦"]),
        ("罚〔2026〕3号\n高峰：\n你申请分期缴纳罚款。", ["高峰"]),
        ("高峰，男，住红柳村。高峰雇用王强。登上高峰。", ["高峰", "高峰", "王强", "高峰"]),
        ("登上高峰，事故高峰期间持高压态势。", []),
        ("第三人：额尔敦朝苦，身份证号不详。", ["额尔敦朝苦"]),
        ("南至王晨曦家果园，东至道路", ["王晨曦"]),
        ("申请人的许可申请符合条件，许可程序合法。原告不服的，原告可以起诉。", []),
        ("与你系女婿关系，车牌 苏E667D4", ["苏E667D4"]),
        (
            "病历首页编号BA20260312001，住院号为“ZY0012345”，建造师注册证书编号新1652026202600123",
            ["BA20260312001", "ZY0012345", "新1652026202600123"],
        ),
        ("驾驶证有效期至2032-03-12，健康证（有效期至2026年12月31日），住院时间20260301至20260315", []),
        ("押运员从业资格证号650100199003072310，车辆道路运输证号650100012345", ["650100199003072310"]),
        ("签收：海洋　日期：2026-03-01，法定代表人：次 仁  电话不详", ["海洋", "次 仁"]),
        ("学生白雪（青石市第三中学，走读）、时光（母亲不在场）", ["白雪", "时光"]),
        ("仓库管理员米粒健康证过期，住户代表高峰到场，代表认为程序合法", ["米粒", "高峰"]),
        (
            "就诊卡：8800123456，住院号No.57001234，社保登记证编号650012345，执业药师注册证号651212345678",
            ["8800123456", "57001234", "651212345678"],
        ),
        (
            "驾驶员证（编号：新交运XC0012345），残疾人证号65900119900307231043",
            ["新交运XC0012345", "65900119900307231043"],
        ),
        ("门诊部登记号65001234567，体检中心编号65001234567，影像设备编号DR20260012", []),
        ("医疗器械注册证号新械注准20262140123，公证书编号（2026）青证字第0123号", []),
        (
            "新A12345、B54321两车，号牌新F／12345，快手ID：lanhua99",
            ["新A12345", "B54321", "新F／12345", "lanhua99"],
        ),
        ("业主潘金有（红柳村）、其岳父钱少有患病，王强有货", ["潘金有", "钱少有", "王强"]),
        ("被检查人：薛阳（曾用名海洋），其胞弟时光主动到场", ["薛阳", "海洋", "时光"]),
        ("收费员称程序合法，其胞弟反对，房东从事海洋运输", []),
        (
            "货款由王强通过银行卡（卡号6200-0052-1234-5671）支付（户主家座机）",
            ["王强", "6200-0052-1234-5671"],
        ),
        ("厨师扎西说不知，二次占用，大门口检查", ["扎西"]),
        ("邻居周晓 吴雪到场，乘客代表签字：时群小　　备注：无", ["周晓", "吴雪", "时群小"]),
        ("路遥（青石市安泰食品有限公司负责人）到场。", ["路遥"]),
        ("行人可随同检查人员（签名）：周晓红", ["周晓红"]),
        ("罚款12.8元征收。联系人朱磊，13900001234", ["朱磊", "13900001234"]),
        ("二〇二六年三月廿日20时，在人民公园西门载客", []),
        ("厨房内有王大福凉茶13袋，药品为丁香酚注射液", []),
        ("报告由朔滨华正检验检测中心出具，送方正源冷链配送中心", []),
        ("当事人高度配合，堆放的石料，普工和钟点工各一人", []),
        ("倒入金沟河左岸，老吴汽修部，由林管站报告", []),
        ("邻居周晓 吴雪和原承包人黑波（已故）之子", ["周晓", "吴雪", "黑波"]),
        ("路面污染已由陈强雇人清除，当面向李丽道歉", ["陈强", "李丽"]),
        ("负责人：洪俊大　卫生许可证：无", ["洪俊大"]),
        ("由其女儿艾尼·吐尔地签收，网管李静在场", ["艾尼·吐尔地", "李静"]),
        ("姓名：梁俊　男　证件号不详，签字：罗 亚 男。", ["梁俊", "罗 亚 男"]),
        ("委托代理人：朝鲁门，律师。段辰有（社会保障号码不详）", ["朝鲁门", "段辰有"]),
        ("没有烧到桦树林.查实系清理所致.\n现已灭火.\n现已查明.\n", []),
        (
            "住院号BL00123412，门诊登记MJ2026123405，病案号：20260312312",
            ["BL00123412", "MJ2026123405", "20260312312"],
        ),
        (
            "医保卡号A12345678，学号20260315，准考证号：123456789012",
            ["A12345678", "20260315", "123456789012"],
        ),
        ("士兵证编号：士字第20260012号，退役军人证号 T0123456", ["士字第20260012号", "T0123456"]),
        ("驾驶证（周明） 1 档案编号659912345678 1 箱", ["周明", "659912345678"]),
        (
            "已取得从业资格（证号650123456789），执业证书编码110650123456789",
            ["650123456789", "110650123456789"],
        ),
        ("健康合格证明过期（原证号（2026）卫证0012\n号）", ["（2026）卫证0012\n号"]),
        (
            "健康证编号：冀健证字〔2026〕第00123号，导游证号D-6500-123456",
            ["冀健证字〔2026〕第00123号", "D-6500-123456"],
        ),
        ("食品经营许可证编号JY16500123456789，医疗机构执业许可证登记号65001234567890", []),
        ("执法证号31011230412，监督员证号1234567，执法人员证号123456，产品合格证编号20260312", []),
        ("卫生许可证：卫水证字（2025）第0012号，林权证（LQ2026-0123），单位社保登记号123456", []),
        ("住院费用12345.60元，住院病历共123456份，体检 2026-03-01 进行", []),
        ("黔LP4066、黔K3444挂各一辆", ["黔LP4066", "黔K3444挂"]),
        ("卡号6299 2022 0248\n 0129 384\t544.53元", ["6299 2022 0248\n 0129 384"]),
        (
            "6227684959579190478\t42,500元，6241394869523876\t65,400.00",
            ["6227684959579190478", "6241394869523876"],
        ),
        ("手机159 4623 \n9322\n2026年6月5日", ["159 4623 \n9322"]),
        ("住安居苑19-4-1802\n2026年1月17日", ["安居苑19-4-1802"]),
        ("经营许可字65994269\n号，邮寄（2026031469794148211）退回", []),
        ("QQ群（2589278912），邮箱lan.hua\n@post.example", ["2589278912", "lan.hua\n@post.example"]),
        (
            "住望河路26号金桂苑4-2-604；松鹤人家A区31号楼3单元103",
            ["望河路26号金桂苑4-2-604", "松鹤人家A区31号楼3单元103"],
        ),
        ("在纸箱厂宿舍\n29栋1404房", ["纸箱厂宿舍\n29栋1404房"]),
        ("当事人：向朴韬，男，身份证不详。双方因向朴韬发生纠纷。", ["向朴韬", "向朴韬"]),
        (
            "身份证号65900119900307二三一零，电话139000四二11二，存单13900001234一次付清",
            ["65900119900307二三一零", "139000四二11二", "13900001234"],
        ),
        (
            "回电一三九零零零\n零一二三四，账面659014200305265072　伍仟元",
            ["一三九零零零\n零一二三四", "659014200305265072"],
        ),
        (
            "扣扣2345 67890，QQ是345\n678901，Q号：4567890，微　信　　lan_hua7，V信lanhua-8，vx：lanhua99",
            ["2345 67890", "345\n678901", "4567890", "lan_hua7", "lanhua-8", "lanhua99"],
        ),
        ("型号WX2000，QQ群已解散，QQ邮箱见前", []),
        (
            "邮箱：lan\nhua@post.example，又lan.hua@\npost.example和hua@post.exam\nple，由hua@mail.po\nst.cn发出",
            ["lan\nhua@post.example", "lan.hua@\npost.example", "hua@post.exam\nple", "hua@mail.po\nst.cn"],
        ),
        ("编号A-12\nhua@post.example\nnot a domain", ["hua@post.example"]),
        ("某物业服务有限公司（916499206781418356）、（法定代表人：韩莹，915299704018057237）", ["韩莹"]),
        (
            "退至其账号916499206781418356",
            ["916499206781418356"],
        ),
        (
            "材料在本机关法规股（地址：学府路1号，电话：0461-6962502）备查，肖林（电话：0461-6962503）",
            ["肖林", "0461-6962503"],
        ),
        ("业务联系：窗口，电话0657-2045314。\n气瓶（瓶号E117947240933、42665396068）已封存", []),
        (
            "复议机构邮箱fyk@sfj.qs.gov.cn，整改报告寄zfdd@go\nv.cn，当事人邮箱hua@gov-post.example、li@mygov.cn",
            ["hua@gov-post.example", "li@mygov.cn"],
        ),
        (
            "护照号E1234\n5678，健康证明（青卫健字（2026）第0123号、JK2026\n00123），健康证号1234567\n2026-03-01发",
            ["E1234\n5678", "青卫健字（2026）第0123号", "JK2026\n00123", "1234567"],
        ),
        (
            "《安全管理员证》（XF012345），持焊工操作证，其所报证号6501234567，学员编号XY2026001",
            ["XF012345", "6501234567", "XY2026001"],
        ),
        ("户主张小燕，户内人口：李梅，户号012345678", ["张小燕", "李梅", "012345678"]),
        ("用水户号：65012345678，门户号12345，健康证过期，食品经营许可证号65001234567", []),
        (
            "张小燕（65001234567890）、李梅（H01234567）、王强（20260301）、周晓红（望河路18号）",
            ["张小燕", "65001234567890", "李梅", "H01234567", "王强", "周晓红", "望河路18号"],
        ),
        ("执法人员：刘海波、李敏（65-00-1234、65-00-1235），出示执法证（证号65-00-1236）", []),
        ("施工许可证号659001202603010101，缴款码65\n2700012345678903，微信截图（20260312233229961）", []),
        ("施工许可证号659001199003072322", ["659001199003072322"]),
        ("农药经许1234567，批次20260456", []),
        (
            "住望河路386号附2号5楼左手。现住松鹤家园13号楼11\n08。搬到纸厂职工宿舍13号\n楼1105房间。",
            ["望河路386号附2号5楼左手", "松鹤家园13号楼11\n08", "纸厂职工宿舍13号\n楼1105房间"],
        ),
        (
            "收件人：张小燕，地址：望河路131号。李梅，女，汉族\n住所：\n安居巷54号\n某公司住所：北街9号",
            ["张小燕", "望河路131号", "李梅", "安居巷54号"],
        ),
        ("该款由达吾提·托乎提签字，送达达吾提·托乎提，责令达吾提·托乎提改正", ["达吾提·托乎提"] * 3),
        ("榆树苗木由帕提古丽·肉孜从河东县运来", ["帕提古丽·肉孜"]),
        ("登记表上的艾尔肯-买买提，型号马力-洛阳", ["艾尔肯-买买提"]),
        ("回证上有上  官  云的签名，代收人：司 马 晓 红", ["上  官  云", "司 马 晓 红"]),
        ("物业经理历梅证实，对信芳作出警告，查封由相海见证", ["历梅", "信芳", "相海"]),
        ("他相信王强，历史上应当相互配合", ["王强"]),
        ("浓烟从王敏全家窗户冒出，刘春来系初犯，在陈磊手机中查见", ["王敏全", "刘春来", "陈磊"]),
        ("演员：Tran Van Minh\n（护照号B1234567）", ["Tran Van Minh", "B1234567"]),
        ("其妻阿火日布愿意说明，其外孙王强在场", ["阿火日布", "王强"]),
        ("销售员晓燕证实，贺云向李梅交付", ["晓燕", "贺云", "李梅"]),
        ("林木生、高温珍到场，检查了林木和高温作业场所", ["林木生", "高温珍"]),
        ("车辆登记所有人不详，张某改作宿舍，农药经营许可证过期，金集镇、安乐乡等地", []),
        ("账户（邮储银行支行，6200007474744941），青农（渔）罚〔2026〕3号", ["6200007474744941"]),
        ("序号,姓名,证号\n5,米芳,659001 19900307 2310", ["米芳", "659001 19900307 2310"]),
        (
            "当事人：向朴云，男。双方因向朴云发生纠纷，朴云在场，样品送清溪计量检定所",
            ["向朴云", "向朴云", "朴云"],
        ),
        ("当事人：磨福学，男。另查磨福学在店内吸烟。", ["磨福学", "磨福学"]),
        ("其与如仙古丽·买买提签订了合同", ["如仙古丽·买买提"]),
        ("穆耶赛尔ᐧ托合提曾因同类行为被罚。", ["穆耶赛尔ᐧ托合提"]),
        ("事发当晚，王超叫上苏醒一块去了河滩。韩守雇来廖明看场子。", ["王超", "苏醒", "韩守", "廖明"]),
        ("廖莹、白云、玛依拉各罚款五百元。高兴说他不认得路遥。", ["廖莹", "白云", "玛依拉", "高兴", "路遥"]),
        ("宅基地西邻萧前，东邻方强。", ["萧前", "方强"]),
        ("当事人拒绝到场，证人证言一份，申请人依其意愿，原告向有权机关提出，复议时未告知", []),
        ("没收王大福凉茶，马小二拌面、赵大成抓饭均未整改，孙子女和相邻权人到场", []),
    ],
)
def test_a_sentence(text: str, expected: list[str]) -> None:
    assert [words for words, _reason in found(text)] == expected


def test_names_are_found_in_sentences_of_every_kind_of_paper_and_nowhere_else() -> None:
    planted = missed = 0
    wrong = []
    for text, here in sentences(4):
        marks = [one for one in find_personal(text) if one.kind is Kind.NAME]
        seen = {place for one in marks for place in range(one.start, one.end)}
        planted += len(here)
        missed += sum(
            any(place not in seen and not text[place].isspace() for place in range(one.start, one.end))
            for one in here
        )
        wrong += [
            text[m.start : m.end]
            for m in marks
            if not any(m.start < one.end and one.start < m.end for one in here)
        ]
    assert planted > 700
    assert missed / planted <= 0.015
    assert len(wrong) <= 2, wrong


def test_names_in_records_lists_and_notices_are_found() -> None:
    """A wider choice of characters and places than anybody tuned to: the share found does not fall."""
    planted = missed = 0
    wrong = []
    for text, here in papers(3):
        marks = [one for one in find_personal(text) if one.kind is Kind.NAME]
        seen = {place for one in marks for place in range(one.start, one.end)}
        planted += len(here)
        missed += sum(not seen.issuperset(range(one.start, one.end)) for one in here)
        wrong += [m for m in marks if not any(m.start < one.end and one.start < m.end for one in here)]
    assert planted > 250
    assert missed / planted <= 0.15
    assert len(wrong) <= 10


@pytest.mark.parametrize(("of", "least"), [(BUILT, 0.97), (KEPT, 0.96)], ids=["built on", "kept"])
def test_names_are_found_in_every_field_of_enforcement(of: dict[str, str], least: float) -> None:
    """Half of the fields were never looked at while the finder was built: what it finds there it finds anywhere."""
    planted, found, wrong = 0, 0, []
    for text, here in half(of):
        marks = [one for one in find_personal(text) if one.kind is Kind.NAME]
        seen = {place for one in marks for place in range(one.start, one.end)}
        planted += len(here)
        found += sum(seen.issuperset(range(one.start, one.end)) for one in here)
        wrong += [m for m in marks if not any(m.start < one.end and one.start < m.end for one in here)]
    assert planted > 150
    assert found / planted >= least
    assert len(wrong) / planted <= 0.02


def test_the_table_of_words_holds_no_name_and_tells_the_seldom_from_the_frequent() -> None:
    costs = {
        word: float(line.split()[0])
        for line in table("的 900 uj\n高明 90 a\n李小燕 90 nr\n公司 9 n\n").splitlines()
        if not line.startswith("#")
        for word in line.split()[1:]
    }
    assert set(costs) == {"的", "高明", "公司"}
    assert costs["的"] < costs["高明"] < costs["公司"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("受送达人张国华于当日签收。", "张国华"),
        ("受检查人员张国华在场。", "张国华"),
        ("调查人员王强与周晓红谈话。", "周晓红"),
        ("检查人员见周晓红在场。", "周晓红"),
    ],
)
def test_whom_an_officer_meets_is_no_officer(text: str, name: str) -> None:
    assert name in [words for words, _reason in found(text)]


def test_values_of_the_case_are_found_wherever_they_stand() -> None:
    marks = find_personal("钱多多到场。货主多多未到。", [(Kind.NAME, "钱多多")])
    assert [(one.start, one.end, one.reason) for one in marks] == [(0, 3, "field")]


def test_the_name_of_a_minor_may_not_be_shown() -> None:
    text = "学生陈小雨（14周岁）购买香烟。"
    marks = find_personal(text)
    assert [one.reason for one in marks] == ["minor"]
    with pytest.raises(MustStayOut):
        chosen(marks, [])
    assert chosen(marks, [0]) == marks


def test_marks_cut_the_text_and_come_back_from_a_record() -> None:
    text = "货主钱多多，\n电话在案。"
    marks = [Span(2, 5, Kind.NAME, "named"), *by_hand(text, "电话 在案")]
    made = pieces(text, marks)
    assert shown_text(made) == "货主——，\n——。"
    assert read_marks(written_marks(marks)) == marks
    with pytest.raises(WordsNotFound):
        by_hand(text, "没有的话")
    with pytest.raises(MarkOutside):
        pieces(text, [Span(0, 99, Kind.NAME, "named")])


@pytest.mark.parametrize(
    "written",
    [
        "李小燕",
        "李 小燕",
        "李\n小燕",
        "李　小燕",
        "买买提·艾力",
        "买买提艾力",
        "买买提•艾力",
        "买买提 · 艾力",
    ],
)
def test_what_the_case_holds_is_found_however_it_is_written(written: str) -> None:
    known = [(Kind.NAME, "李小燕"), (Kind.NAME, "买买提·艾力")]
    text = f"货款由{written}经手，另查明其无证经营。"
    found = [one for one in find_personal(text, known) if one.reason == "field"]
    assert [text[one.start : one.end] for one in found] == [written]


def test_a_number_of_the_case_is_found_whatever_breaks_it() -> None:
    text = "身份证６５９００１ 1990-0307\n2310号"
    found = find_personal(text, [(Kind.NUMBER, "659001199003072310")])
    assert found[0].reason == "field"
    assert text[found[0].start : found[0].end] == "６５９００１ 1990-0307\n2310"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("货物系赵晓燕自外地运来。", "赵晓燕"),
        ("仓库钥匙在欧阳文博手里。", "欧阳文博"),
        ("搬运工孙丽到场，未说明来源。", "孙丽"),
        ("另有周林志强在场。", "周林志强"),
        ("王  磊指认了现场。", "王  磊"),
        ("货由杜逢鹏运来，另由吴畈穗签收。", "吴畈穗"),
        ("证人彭欣和证实，二人相识。", "彭欣和"),
        ("当事人：高明，男。", "高明"),
    ],
)
def test_a_name_that_nothing_introduces_is_found_by_its_characters_and_edges(text: str, name: str) -> None:
    assert name in [text[one.start : one.end] for one in find_personal(text)]


@pytest.mark.parametrize(
    "text",
    [
        "由于时间有限，应当查清事实，依法给予行政处罚。",
        "上述事实有花名册、考勤表、平面图、照片和进货单为证。",
        "伊宁市、沈阳市和温泉县的仓库均已关停，利润全部上缴。",
        "作出决定·罚款、没收违法所得",
        "当事人名称：青石区胡杨劳务有限公司，地址：黄河路、张家巷口。",
        "货架上有黄沙、白灰、石榴汁、金龙鱼食用油、杨桃和李子。",
        "罚款壹万捌仟伍佰元整，青市监罚〔2026〕12号。",
    ],
)
def test_ordinary_words_are_no_names(text: str) -> None:
    assert [text[one.start : one.end] for one in find_personal(text) if one.kind is Kind.NAME] == []


@pytest.mark.parametrize("row", ["1 ", "1-2-", "1 2026-01-01\n"])
def test_a_row_of_four_times_the_figures_is_read_in_four_times_the_time(row: str) -> None:
    """Each took sixteen times while a row was held against every other end: a quarter of a minute for 20,000 signs."""
    assert grows_in_line(find_personal, lambda size: row * (size // len(row)), 4_000)


def test_where_setting_up_was_left_out_that_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(word_costs, "_TABLES", ("words_added.txt", "no_words.txt"))
    with pytest.raises(TableMissing) as caught:
        word_costs.word_costs.__wrapped__()
    assert "no_words.txt" in str(caught.value)
    assert "make setup" in caught.value.remedy("zh")


def test_of_two_spans_that_overlap_nothing_is_lost() -> None:
    long, short = Span(2, 9, Kind.ADDRESS, "home"), Span(7, 12, Kind.PHONE, "mobile")
    assert list(settled([long, short])) == [long, Span(9, 12, Kind.PHONE, "mobile")]

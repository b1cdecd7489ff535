"""What does one notice of each kind look like? Samples for the specs; people and firms are invented."""

from datetime import date
from pathlib import Path

from msgspec.structs import replace

from toolkit.consolidation.consolidate import consolidate
from toolkit.model import notices
from toolkit.model.ledger import Arrival, TargetStanding, Timeliness, Variance
from toolkit.model.period import ReportingPeriod
from toolkit.model.ranked_place import RankedPlace
from toolkit.model.scheme import Scheme
from toolkit.workflow.steps.month import read_targets

ROOT = Path(__file__).parent.parent
JUNE = ReportingPeriod(2022, 6)
PLAN = "《鹿寨县2022年投资促进工作方案》（鹿政办发〔2022〕10号）"
BASIS = "对未按时间节点完成目标任务的、未按要求按时按质报送报表等材料的纳入年底绩效考核依据"
HEAD = notices.Letterhead(
    issuer="鹿寨县投资促进委员会办公室",
    number="鹿投促办〔2022〕8号",
    issued_on=date(2022, 7, 6),
    addressees=("各乡镇人民政府", "县直各单位"),
    document_title=PLAN,
    basis=BASIS,
    copies_to=("县委办公室", "县人大常委会办公室", "县政协办公室", "县纪委监委", "县人民政府领导同志"),
    contact_line="联系人：韦某某，联系电话：0772-0000123",
)
LETTER = replace(HEAD, number="鹿投促办函〔2022〕5号", addressees=("县财政局",), copies_to=("县审计局",))
GROUPS = ("林木加工产业招商组", "表面处理产业招商组", "农业产业招商组")


def targets(scheme: Scheme):
    """Luzhai's table of targets as the sample workspace has it: ten lines of eight groups."""
    folder = ROOT / "sample_workbooks" / "luzhai_2022" / "目标"
    return read_targets(sorted(folder.glob("*.xlsx")), scheme, JUNE)


def samples(scheme: Scheme) -> dict[str, notices.Notice]:
    """One notice of each kind, by its Chinese name."""
    table = targets(scheme)
    result = consolidate((), table, scheme, JUNE, date(2022, 7, 6))
    standings = tuple(_with_actuals(standing, number) for number, standing in enumerate(result.standings))
    county = tuple(_actual(variance, 3) for variance in result.county)
    funds = scheme.row_indicators[0]
    places = sorted(
        ((s.line.label.split(" ", 1)[1], s.variances[funds.id].completion or 0.0) for s in standings),
        key=lambda p: -p[1],
    )
    ranking = tuple(RankedPlace(rank, name, score) for rank, (name, score) in enumerate(places, 1))
    return {
        "目标任务下达通知": notices.TargetNotice(
            head=replace(HEAD, number="鹿投促办〔2022〕3号", issued_on=date(2022, 6, 1)),
            jurisdiction=scheme.jurisdiction,
            year=2022,
            county=scheme.indicators,
            columns=scheme.row_indicators,
            lines=table.target_lines,
            total=table.totals[0] if table.totals else None,
        ),
        "催报通知": notices.Reminder(
            head=replace(
                HEAD,
                number="鹿投促办〔2022〕6号",
                addressees=("江口乡", "中渡镇", "县住建局", "县科工贸局"),
                copies_to=(),
            ),
            period_label="2022年6月",
            missing_units=("江口乡", "中渡镇"),
            returned_units=(("县住建局", 3), ("县科工贸局", 1)),
            original_due=date(2022, 7, 5),
            new_due=date(2022, 7, 9),
        ),
        "退回修改通知": notices.ReturnNotice(
            head=replace(LETTER, addressees=("中渡镇",), copies_to=()),
            unit="中渡镇",
            period=JUNE,
            problems=(
                (
                    "Sheet1 表 E7 单元格",
                    "投资总额写的是“约2亿”，是约数，本项目本月暂不计入，往月已计入的沿用往月的数。请填确定的数，例如不写“约500”，写 500。",
                ),
                (
                    "Sheet1 表 I9 单元格",
                    "项目入驻时间写的是“2022年13月”，不是有效日期，本格暂不计入，其余照常计入。请写成 2022-05-31、2022年5月或2022年。",
                ),
            ),
            row_count=2,
            due=date(2022, 7, 9),
        ),
        "进度通报": notices.ProgressCircular(
            head=HEAD,
            jurisdiction=scheme.jurisdiction,
            period=JUNE,
            quarterly=False,
            elapsed=(6, 12),
            county=county,
            columns=scheme.row_indicators,
            standings=standings,
            timeliness=tuple(_timeliness(unit.name, number) for number, unit in enumerate(scheme.reporting_units)),
            ranked_by=funds,
            places=ranking,
            whole=scheme.whole,
        ),
        "督查通报": notices.InspectionCircular(
            head=replace(HEAD, number="鹿投促办〔2022〕9号"),
            period=JUNE,
            quarterly=True,
            overview="2022年7月4日至5日，县投促委办公室对各招商组第二季度工作进行了督查",
            merits=("林木加工产业招商组外出招商4次，签约项目6个", "表面处理产业招商组按时报送各项材料"),
            problems=(("县文体广旅局", "本季度没有外出招商"), ("县住建局", "6月统计表至今未报")),
            due=date(2022, 7, 20),
        ),
        "约谈通知": notices.InterviewNotice(
            head=replace(LETTER, addressees=("县文体广旅局",), copies_to=("县纪委监委",), basis=""),
            unit="县文体广旅局",
            person="主要负责人",
            reason="截至2022年6月30日，你单位区外境内到位资金完成率为0.0%，欠进度50.0个百分点",
            interviewer="县人民政府分管副县长",
            time="2022年7月15日（星期五）上午9:00",
            place="县人民政府三楼会议室",
            demands=("准备书面情况说明，包括目标任务完成情况、存在问题和下一步措施", "约谈后5个工作日内报送整改方案"),
        ),
        "会议通知": notices.MeetingNotice(
            head=replace(LETTER, addressees=HEAD.addressees, copies_to=()),
            meeting="2022年第三季度招商引资工作调度会",
            day=date(2022, 7, 18),
            time="2022年7月18日（星期一）下午3:00",
            place="县人民政府二楼会议室",
            agenda=("通报上半年招商引资目标任务完成情况", "各招商组汇报工作进展和存在问题", "安排第三季度工作"),
            attendees=("各招商组组长、副组长", "各牵头单位主要负责人"),
            demands=("请参会人员提前10分钟入场", "因故不能参会的，请书面请假"),
            reply_by=date(2022, 7, 15),
        ),
        "会议纪要": notices.Minutes(
            head=replace(HEAD, issued_on=date(2022, 7, 19), copies_to=("县人民政府领导同志", "各招商组")),
            mark="招商引资工作会议纪要",
            issue=3,
            meeting="2022年第三季度招商引资工作调度会",
            time="2022年7月18日",
            place="县人民政府二楼会议室",
            chair="分管副县长",
            heard="会议听取了各招商组工作汇报，研究了存在问题",
            decisions=("由县投促中心牵头，7月底前完成项目库更新", "由县自然资源和规划局办理旋切基地用地手续"),
            present=(
                "县投促中心李甲",
                "县林业局李乙",
                "县住建局李丙",
                "县科工贸局李丁",
                "县农业农村局李戊",
                "江口乡李己",
            ),
            absent=("县文体广旅局李庚",),
            observers=("县审计局李辛",),
        ),
        "招商专报": notices.Newsletter(
            head=replace(HEAD, remarks=("县级财政统筹安排招商引资专项工作经费。",)),
            jurisdiction=scheme.jurisdiction,
            whole=scheme.whole,
            period=JUNE,
            journeys=(2, 9, 4),
            news=(
                notices.ProjectNews("签约", "6月8日", "旋切板材二期", "中渡镇", 120_000_000, "山东"),
                notices.ProjectNews("开工", "6月20日", "电镀中心", "江口乡", 50_000_000, "广东"),
            ),
            county=county,
            ranked_by=funds,
            places=ranking,
        ),
        "经费预算申请函": notices.BudgetRequest(
            head=replace(LETTER, basis="各招商组于每月5日前将本月预算报县投促委办公室"),
            period=ReportingPeriod(2022, 7),
            lines=tuple(
                notices.MoneyLine(who, "赴广东省佛山市招商考察", 12_500 + n * 1_300) for n, who in enumerate(GROUPS)
            ),
        ),
        "报销函": notices.Reimbursement(
            head=replace(LETTER, number="鹿投促办函〔2022〕6号", basis="由县投促委办公室统一向县财政局报销"),
            period=JUNE,
            lines=tuple(
                notices.MoneyLine(who, "赴广东省佛山市招商考察", 11_860 + n * 1_410, 12_500 + n * 1_300, 14 + n)
                for n, who in enumerate(GROUPS)
            ),
        ),
        "年度总结报告": notices.AnnualReport(
            head=replace(
                HEAD,
                number="鹿投促办〔2022〕31号",
                addressees=("县人民政府",),
                signer="李甲",
                issued_on=date(2022, 12, 30),
            ),
            jurisdiction=scheme.jurisdiction,
            period=ReportingPeriod(2022, 12),
            whole=scheme.whole,
            county=county,
            ranking=ranking,
            ranked_by=funds,
            project_count=73,
            investment_yuan=8_350_000_000,
            practices=("坚持领导带头，全年外出招商46次", "坚持项目为王，每月会商研判一次"),
            problems=(),
            plans=(),
        ),
    }


def _with_actuals(standing: TargetStanding, number: int) -> TargetStanding:
    shares = {id: _actual(variance, number) for id, variance in standing.variances.items()}
    return replace(standing, variances=shares)


def _actual(variance: Variance, number: int) -> Variance:
    if variance.indicator.is_ratio:
        return replace(variance, actual=0.35)
    target = variance.target or 0
    actual = target * (2 + number) * 10 // 100
    return replace(variance, actual=round(actual), elapsed=(6, 12))


def _timeliness(unit: str, number: int) -> Timeliness:
    arrival = {3: Arrival.LATE, 7: Arrival.MISSING}.get(number, Arrival.ON_TIME)
    return Timeliness(unit, "乡镇", date(2022, 7, 5), arrival, None, "", "", 3, 2 if number == 5 else 0, 0, "", ())

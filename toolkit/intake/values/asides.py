"""What does a remark, a note or a bracket say of a table's figures? Only what could change one of them is recognised.

Nothing of it is heeded: a figure counts as its own cell says, and who wrote the aside is asked to make the two agree.
"""

from msgspec import Struct

from toolkit.files.grid import RawCell
from toolkit.intake.values.amounts import read_amount
from toolkit.intake.values.progress_clauses import claims_in
from toolkit.intake.values.progress_words import TOKEN, Word
from toolkit.intake.values.typed import MONTHS
from toolkit.model.expressions import expression
from toolkit.model.period import ReportingPeriod

# 单位：万元, 投资额单位为万元, 金额单位均为亿元; 建设单位 names no unit of money.
_UNIT = expression(
    r"(?:^|金额|资金|[资投]额?|数据|款|[,。;:、(])单位[^,。;]{0,4}?(百万美元|万美元|美元|亿元|千万元|百万元|万元|千元|元)"
)
_LEFT_OUT = expression(
    r"(?:不(?:再)?|未|暂不|不予|无需)(?:纳入|计入|列入|参与|算入)|不(?:再)?(?:统计|上报)|(?:已|经)?(?:移交|划转|划归|转交|转由)(?!手续|土地|厂房|场地)"
    r"|由[^,。;]{2,8}(?:统计|上报|报送|引进|招引|引荐)|(?:共同|联合)(?:引进|招引)|重复(?!建设|利用|使用|工序)|(?:请|应|需|已|^)(?:予以)?(?:删除|剔除|核减|删去)|作废|撤销(?=本|该|此|$)"
)
# Land and papers are handed over as well.
_HANDED_OVER = expression(r"(?:用地|土地|厂房|场地|地块|手续|材料|档案)[已经正]?(?:移交|划转|划归|转交)")
_UNSETTLED = expression(
    r"(?:数据|资金|投资额?|金额|面积|到位|数额?|统计)[^,。;]{0,6}(?:待|未经?|尚未|有待|需)(?:企业|部门|统计|进一步|再)*(?:确认|核实|核定|核准|核对|审计|审定)"
    r"|未经(?:核实|审核|审计)|(?:暂估|预估|估算|估计)(?:数|值)"
)
_PLANNED = expression(
    r"(?:计划|目标|预计|预测)(?:数|值|完成数)(?!据)|(?:全年|年度)计划(?:招商|引进|投资|项目)|计划(?:招商引资|引进)项目"
)
# 到位资金 that is not this year's.
_ALL_YEARS = expression(
    r"到位[^,。;]{0,8}(?:自?签约以来|自?开工以来|历年|往年|含(?:上年|去年|以前|往年)|上年结转|去年结转|开工至今|(?<!年)累计数)"
    r"|其中[^,。;]{0,4}[本今当]年[^,。;]{0,4}到位"
)
_SUM = expression(
    r"(总投资|投资总额|投资额|计划投资|到位资金|资金到位|到位)[^\d,，。;；%]{0,6}(\d+(?:\.\d+)?(?:亿|[千百]?万)元?)"
)
_ALL_TOLD = expression(r"累计|一期|二期|首期|其中|年度|今年|本月|当月|每年|设备|固定资产")
_NO_INDUSTRY = expression(r"(?:不是|非|不属于?)(?:规上|规模以上)?工业")
_INDUSTRY = expression(r"(?<![不非])(?:属于?|是)工业")
_DAY = expression(r"(签约|签订|签署|开工|动工|投产|入驻)(?:时间|日期)?(?:为|是|:|在|于|应为|实为)*(20\d\d)年")
_FROM = expression(
    r"(?:投资方|出资方|投资人|投资商|老板|业主|资金|股东|企业)(?:实际)?(?:为|是|系|均?来自于?|来源于?|来源为)([^,。;]{2,20})"
)
_MONTH = expression(r"(?:1[-~至]|1月[-~至])?(\d{1,2})月(?:份|底|末)?(?:的)?(?:数据|数|累计|口径|完成)")
_OF_YEAR = expression(
    r"(?:均|全部|全|都|皆)(?:为|是|系|于)?(20\d\d)年(?:以前|之前)?(?:签约|开工|引进|入驻|洽谈|落户|投产)"
)
_AS_OF = expression(r"(?:截至|截止)(?:时间|日期)?:?(20\d\d)年(\d{1,2})月")
SHORT_REMARK = 8
ROUNDED = 0.01
FIELDS = {
    "总投资": "investment_yuan",
    "投资总额": "investment_yuan",
    "投资额": "investment_yuan",
    "计划投资": "investment_yuan",
}
# A day that is only meant: 开工日期为计划日期.
_PLANNED_DAY = expression(r"(?:日期|时间)[^,。;]{0,2}(?:为|是|系|均为)(?:计划|预计|拟定|预定|暂定|估计)")
DAYS = {"签": "signed_on", "开": "started_on", "动": "started_on", "投": "produced_on", "入": "moved_in_on"}
OF_EVENT = {Word.SIGNED: "signed_on", Word.BUILDING: "started_on", Word.PRODUCING: "produced_on"}


class ToldDay(Struct, frozen=True):
    """A month of a year that a text gives an event: the field of its column, ``year`` 0 where it gives none."""

    field: str
    typed: str
    year: int
    month: int


def unit_in(text: str) -> str:
    """Return the unit of money that a compact text says figures stand in, '' where it says none.

    >>> unit_in("注:以上金额单位均为万元"), unit_in("投资额单位为万元"), unit_in("建设单位为某公司"), unit_in("单位:亿元")
    ('万元', '万元', '', '亿元')
    """
    match = _UNIT.search(text)
    return match[1] if match else ""


def sums_in(text: str) -> list[tuple[str, str, int]]:
    """Return the sums that a compact text gives 投资 or 到位资金: (field, words, 元); not those of a part.

    >>> sums_in("投资额应为1.8亿元"), sums_in("累计到位0.2亿元"), sums_in("到位资金500万元")
    ([('investment_yuan', '投资额应为1.8亿元', 180000000)], [], [('paid_in_yuan', '到位资金500万元', 5000000)])
    """
    found = []
    for match in _SUM.finditer(text):
        before = text[max(0, match.start() - 4) : match.end()]
        yuan = read_amount(RawCell(match[2]), "", "").value
        if yuan is not None and not _ALL_TOLD.search(before):
            found.append((FIELDS.get(match[1], "paid_in_yuan"), match[0], yuan))
    return found


def is_another(value: int | None, told: int) -> bool:
    """Tell whether a sum that a text tells is another than a cell's, or the cell has none; rounding aside."""
    return value is None or abs(value - told) > ROUNDED * told


def days_in(progress: str) -> list[ToldDay]:
    """Return the months that a compact note gives its events, where a clause names one event and one month.

    >>> [(one.field, one.year, one.month) for one in days_in("2021年12月签约,2022年5月10日开工")]
    [('signed_on', 2021, 12), ('started_on', 2022, 5)]
    """
    found = []
    for claim in claims_in(progress, None):
        if claim.word not in OF_EVENT or not claim.reached:
            continue
        tokens = [token for token in TOKEN.finditer(claim.clause) if token.lastgroup == Word.DATE.name]
        events = [one for one in claims_in(claim.clause, None) if one.word is not Word.GROUND]
        month = _YEAR_AND_MONTH.match(tokens[0][0]) if len(tokens) == len(events) == 1 else None
        if month and 1 <= _number(month[2]) <= len(MONTHS):
            year = int(month[1]) if month[1] else 0
            found.append(ToldDay(OF_EVENT[claim.word], claim.clause, year, _number(month[2])))
    return found


_YEAR_AND_MONTH = expression(r"(?:(20\d\d)[年./-])?(\d{1,2}|十[一二]?|[一二三四五六七八九])(?:月|[./-]|$)")


def _number(month: str) -> int:
    return int(month) if month.isdigit() else MONTHS.index(month) + 1 if month in MONTHS else 0


def day_told(text: str) -> tuple[str, int] | None:
    """Return the field of a day and its year, where a compact remark says when something was: 签约时间为2021年."""
    match = _DAY.search(text)
    return (DAYS[match[1][0]], int(match[2])) if match else None


def source_told(text: str) -> str:
    """Return what a compact remark says of where the money comes from, '' where it says nothing.

    >>> source_told("实际投资方为柳州本地企业"), source_told("港资企业"), source_told("县领导联系的重点推进项目")
    ('柳州本地企业', '港资企业', '')
    """
    match = _FROM.search(text)
    return match[1] if match else text if len(text) <= SHORT_REMARK else ""


def is_industrial_told(text: str) -> bool | None:
    """Return whether a compact remark says that its project is industrial; ``None`` where it says nothing of it."""
    if _NO_INDUSTRY.search(text):
        return False
    return True if _INDUSTRY.search(text) else None


def speaks_of(text: str) -> str:
    """Return what a compact text says that no cell of the table can: in words of a sentence, '' where nothing.

    >>> speaks_of("此项不纳入统计"), speaks_of("到位资金未核实"), speaks_of("到位资金为自签约以来累计数"), speaks_of("县领导联系项目")
    ('要不要计入', '数据还没有核实', '到位资金是哪几年的', '')
    """
    for said, about in (
        (_LEFT_OUT, "要不要计入"),
        (_UNSETTLED, "数据还没有核实"),
        (_ALL_YEARS, "到位资金是哪几年的"),
        (_PLANNED_DAY, "时间"),
    ):
        if said.search(_HANDED_OVER.sub("", text)):
            return about
    return ""


def table_speaks_of(text: str, period: ReportingPeriod) -> str:
    """Return what a compact line above or below a table says of all of it, in words of a sentence, '' where nothing.

    >>> june = ReportingPeriod(2022, 6)
    >>> [table_speaks_of(text, june) for text in ("到位资金为1-5月数据", "以上项目均为2021年签约", "截止时间:2022年5月31日")]
    ['数据的月份', '项目的年份', '数据的月份']
    >>> [table_speaks_of(text, june) for text in ("截至2022年6月25日", "本表为2022年全年计划数", "每月28日前报送")]
    ['', '计划数', '']
    """
    if (month := _MONTH.search(text)) and int(month[1]) != period.month:
        return "数据的月份"
    if (day := _AS_OF.search(text)) and (int(day[1]), int(day[2])) < (period.year, period.month):
        return "数据的月份"
    if (year := _OF_YEAR.search(text)) and int(year[1]) != period.year:
        return "项目的年份"
    return "计划数" if _PLANNED.search(text) else ""

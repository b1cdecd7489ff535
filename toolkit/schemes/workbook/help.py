"""What does somebody need to know who fills in 规则.xlsx? How to begin, how conditions are written, which columns."""

from collections.abc import Iterator

from toolkit.model.ledger_columns import LEDGER_COLUMNS
from toolkit.schemes.criteria import COLUMNS
from toolkit.schemes.where_from import SOURCES_SAID
from toolkit.schemes.workbook.forms import form

# A written condition and what it means; a test reads each.
CONDITIONS = (
    ("region = 区外", "投资来源在区外（区内到哪里为止，由 [region] 的 within 定）；还有 区内、境外"),
    ("region = 省外", "按行政区划：县外、市外、省外；分不出来的，检查时说明缺什么"),
    ("region in 区外、境外", "几个里的一个"),
    ("region != 区内", "不是区内：待定、未填的不算"),
    ("投资总额 >= 1亿元", "金额连单位写：亿元、万元、百万元、元都行；只写数字的是元"),
    ("1亿元 <= 投资总额 < 5亿元", "范围"),
    ("contract_usd >= 1000万美元", "外资写美元"),
    ("land_mu >= 100亩", "面积写亩、公顷、平方米"),
    ("stage >= 开工", "阶段：在谈、签约、注册、开工、投产，到了这一步就算"),
    ("stage in 签约、开工", "正好在这几步"),
    ("sector = 工业", "是不是工业；emerging = 是 是不是新兴产业"),
    ("year = 2023", "签约（没有签约日期的，入驻）在这一年"),
    ("签约日期 >= 2021-12-01", "日期：只写到月份的不算满足"),
    ("2021-12-01 <= signed_on <= 2022-11-30", "日期的范围，例如上年12月到本年11月"),
    ("in_statistics = 是", "入统；fortune500 世界500强，packaged 策划包装"),
    ("paid_in_yuan >= 投资总额的5%", "和另一列比：写成“投资总额的5%”“投资总额 × 0.05”或只写列名；哪一列空着都不算"),
    ("固定资产投资 >= 1000万元", "[[column]] 里自有的列写它的列名；是否的写 = 是，日期、数的写法同上"),
    ("unit != 县招商中心", "单位、行业、省份等文字，只能 =、!=、in、not in"),
    ("行业 含 种植、养殖、农产品", "文字里有其中一个词就算；不含 是一个也没有，空着的不算"),
    ("开工日期 已填", "填了就算，例如日期、佐证材料一列；金额填了就算，是0也算"),
    ("单位类别 = 边远乡镇", "报送单位是这一类的，按“单位”页的类别；也可以写 !=、in、not in"),
    ("投资总额 >= 5亿元 or contract_usd >= 1000万美元", "两种有一种就算；也可以写“或”"),
    (
        "region = 境外 and 投资总额 >= 5000万元 or 投资总额 >= 1亿元",
        "and（且）先算，or（或）后算；可以重叠的最多四种，互不重叠的最多24种",
    ),
    (
        "sector = 工业 and 投资总额 >= 5000万元 or sector != 工业 and 行业 含 种植、养殖 and 投资总额 >= 2000万元",
        "门槛按行业分：工业5000万元，农业2000万元",
    ),
    (
        "单位类别 = 边远乡镇 and 投资总额 >= 1000万元 or 单位类别 != 边远乡镇 and 投资总额 >= 3000万元",
        "门槛按地方分：边远乡镇低一些；也可以写 unit in、属地 in",
    ),
)
# A written condition on a unit's own figures, and what it means; a test reads each.
UNIT_CONDITIONS = (
    ("WX-1 >= 100%", "指标 WX-1 的完成率达到100%；按时序计的（timed、pace、等次）按到期应完成的目标算"),
    ("WX-1 完成率 < 80%", "写明“完成率”也一样；有 >=、<=、>、<、= 五种"),
    ("WX-2 >= 5亿元", "指标 WX-2 完成的数：金额连单位写，个数写 3 或 3个"),
    ("WX-3 >= 50%", "指标本身是比例的（产业契合度），就是这个比例"),
    ("WX-2 目标 >= 10亿元", "本单位的目标：按目标的大小分开计分的，例如目标10亿元以上的每超1%加2分"),
    ("WX-9 得分 >= 4", "计分 WX-9 得的分；只能写在 [[grade]]、[[grade_change]]"),
)
STEPS = (
    "一行是一条规则。灰色的“例”行是外县的例子，不会读入；“说明”行写着每一列怎么填。行可以插入、删除，空行不要紧。",
    "一条规则占几行的（口径的几种做法、计分的几组条件），第二行起只填右边的几列，左边空着。",
    "有下拉箭头的请从列表里选。不常用的列折叠着，点表上方的“+”展开。",
    "“条款”页照抄文件原文，写明第几行（见“原文”页的行号）；其他页的“依据条款”写条款的编号，原文自动带出。",
    "填一部分就检查一次：zhaoshang schemes check 文件夹。写错的地方一次列出，写明哪一页、哪一格、可能想写什么。",
    "以“原样：”开头的格是工作簿写不下的写法，不懂的不要改。自己的记录写在名称以“备注”开头的页。",
)


def help_lines() -> tuple[tuple[str, str], ...]:
    """Return the lines of the page 怎么写: what may be written, and what it means (nothing beside a heading)."""
    return tuple(_lines())


def _lines() -> Iterator[tuple[str, str]]:
    yield "怎么填", ""
    yield from ((f"{number}.", said) for number, said in enumerate(STEPS, 1))
    yield "条件怎么写（一行一条，全部满足才算；写成“列 条件 值”）", ""
    yield from ((text, said.replace("[region] 的 within", "“基本情况”页的“区内范围”")) for text, said in CONDITIONS)
    yield "单位的条件（计分、分档、等次、晋档降档的“单位的条件”；一行一条，全部达到才算）", ""
    yield from UNIT_CONDITIONS
    yield "条件里可用的列（中文、英文都可以写）", ""
    headings = {one.field: one.heading.partition("（")[0] for one in LEDGER_COLUMNS}
    yield from ((headings[name], name) for name in COLUMNS if name in headings)
    yield "分从哪里来", ""
    shown = form("score", "source").words
    yield from (
        (shown.get(source, source), said.replace("[[score.any]]", "“一组条件”"))
        for source, said in SOURCES_SAID.items()
    )

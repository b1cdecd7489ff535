"""附件1 (targets) as printed, 附件2 as printed, and 附件2 with the optional columns."""

from writing.columns import BASE, HEADERS, WIDTHS
from writing.grid import Grid

from generator.columns import EXTENDED
from generator.forms import NOTES, PLACEHOLDER, SAMPLE_ROWS, SAMPLE_TITLE

TARGET_TITLE = "2022年鹿寨县各产业招商组招商引资目标任务分解表"
TARGET_HEADERS = (
    "产业招商组",
    "责任领导",
    "牵头单位",
    "协办单位",
    "内资到位资金目标（亿元）",
    "新签约项目数（个）",
    "新引进工业项目（个）",
    "亿元工业项目（个）",
    "备注",
)
COUNTY = (55, 60, 40, 25)

# group, leaders, supporting units, remark, then the lead units with their four targets
GROUPS: tuple[tuple[str, str, str, str, tuple[tuple[str, int, int, int, int], ...]], ...] = (
    (
        "林木加工产业招商组",
        "组长：    王轶      副组长：  韦鸿英   李伟明",
        "县发改局、县住建局、县应急管理局、县财政局、鹿寨经开区管委、鹿寨生态环境局、县税务局、驰普公司",
        "招商引资方向：国家储备林布局规划建设旋切板材8个基地，2022年拟规划建设5个旋切基地，计划引进15家企业，"
        "项目保障要素充足。",
        (("县林业局（旋切基地项目）", 5, 15, 15, 3), ("县投促中心（林木深加工项目）", 13, 8, 7, 7)),
    ),
    (
        "新材料和绿色化工产业招商组",
        "组长：    陈需勤       副组长:  韦永祥   饶冬生\n李伟明",
        "县发改局、县自然资源和规划局、县住建局、县科工贸局、县财政局、县应急管理局、鹿寨生态环境局、县税务局、"
        "柳州紫荆技术转移中心",
        "",
        (("鹿寨经开区管委（新材料）", 6, 2, 2, 2), ("县投促中心（绿色化工）", 6, 4, 4, 4)),
    ),
    (
        "表面处理产业招商组",
        "组长：    邓芳军       副组长：      饶冬生",
        "县投促中心、鹿寨经开区管委、县发改局、县科工贸局、鹿寨生态环境局、县应急管理局、县税务局、县财政局、"
        "荣凯华源公司",
        "招商引资方向：拟新建标准厂房10万平方米，项目保障要素充足。",
        (("江口乡", 2, 6, 5, 3),),
    ),
    (
        "商用车共享零部件产业招商组",
        "组长：    杨毅     副组长：  李伟明   秦邦登",
        "县投促中心、县发改局、县自然资源和规划局、县住建局、县科工贸局、鹿寨生态环境局、县应急管理局、县税务局、"
        "县财政局、县土地和房屋征收中心",
        "招商引资方向：1.规划和建设商用车共享零部件基地；2.盘活鹿化低效闲置土地，提供土地保障要素。",
        (("鹿寨经开区管委", 3, 5, 5, 4),),
    ),
    (
        "商贸物流产业招商组",
        "组长：    杨毅      副组长：  吴志峰   李伟明",
        "县投促中心、县发改局、县自然资源和规划局、县住建局、县交通局、鹿寨经开区管委、县财政局、鹿寨生态环境局、"
        "县税务局、江口乡",
        "招商引资方向：1.商用车共享销售基地拟计划引进16家企业；2.农贸市场改造项目；3.其他商贸销售项目。",
        (("县科工贸局", 5, 12, 0, 0),),
    ),
    (
        "农业产业招商组",
        "组长：    黄旭慧      副组长：  秦邦登",
        "县投促中心、县发改局、县水利局、县自然资源和规划局、县住建局、鹿寨生态环境局、县税务局",
        "招商引资方向:1.鹿寨县一体化全产业链畜禽屠宰深加工项目以及其他意向企业；2.农产品深加工项目。",
        (("县农业农村局", 4, 2, 2, 2),),
    ),
    (
        "基础设施及房地产产业招商组",
        "组长：      雷翔",
        "县投促中心、县发改局、县自然资源和规划局、县交通局、县水利局、县财政局、县税务局",
        "招商引资方向：1.龙岭山庄、国际家具城市综合体等项目；2.基础设施和路网建设。",
        (("县住建局", 10, 5, 0, 0),),
    ),
    (
        "文旅产业与教育卫生招商组",
        "组长：    朱燕文       副组长：  雷翔",
        "县投促中心、县发改局、县住建局、县教育局、县卫健局、县自然资源和规划局、县财政局、鹿寨生态环境局、"
        "县税务局、祥鹿公司",
        "招商引资方向：教育投资、医疗器械投资、文旅投资项目等。",
        (("县文体广旅局", 1, 1, 0, 0),),
    ),
)
TARGET_NOTES = (
    "注：1. 表格内各牵头单位的招商引资数据由县投促中心根据行业范围对各牵头单位按项目属地原则统一上报的数据"
    "进行统计整理。",
    "2. 表格内各牵头单位直接引进的项目，应知会县投促中心，以便于县投促中心及时统计。",
    "3. 各牵头单位目标完成情况以录入“广西投资促进信息管理系统”数据为准，“广西投资促进信息管理系统”"
    "由县投促中心统一录入。",
)


def target_table() -> Grid:
    """附件1: two-row header, total on top, groups merged over their lead units, notes beneath."""
    grid = Grid("目标任务分解表", title_rows=(3, 4), freeze=(5, 0))
    grid.widths = dict(zip(range(1, 10), (15, 20.4, 28.5, 48, 15, 11, 11, 11, 44), strict=True))
    grid.put(1, 1, "附件1", "annex")
    grid.merge((2, 1), (2, 9), TARGET_TITLE, "title")
    grid.heights = {1: 22, 2: 38, 3: 34, 4: 20, 5: 24}
    for column, text in enumerate(TARGET_HEADERS, start=1):
        grid.merge((3, column), (3 if column == 5 else 4, column), text, "header")
    grid.put(4, 5, "区外境内", "header")
    grid.merge((5, 1), (5, 4), "合  计", "total")
    for column, value in enumerate(COUNTY, start=5):
        grid.put(5, column, value, "total")
    grid.put(5, 9, None, "total")
    row = _groups(grid, 6)
    for text in TARGET_NOTES:
        grid.merge((row, 1), (row, 9), text, "wrapped")
        grid.heights[row] = 20
        row += 1
    return grid


def _groups(grid: Grid, row: int) -> int:
    for group, leaders, supporting, remark, leads in GROUPS:
        last = row + len(leads) - 1
        for column, text in ((1, group), (2, leaders), (4, supporting)):
            grid.merge((row, column), (last, column), text, "left" if column in (2, 4) else "body")
        for lead, *targets in leads:
            grid.put(row, 3, lead)
            for column, value in enumerate(targets, start=5):
                grid.put(row, column, value)
            grid.put(row, 9, remark if row == last - len(leads) + 1 and remark else None, "left")
            grid.heights[row] = 52
            row += 1
    return row


def sample_form() -> Grid:
    """附件2 exactly as printed."""
    grid = _blank("附件2", SAMPLE_TITLE, BASE)
    for row, sample in enumerate(SAMPLE_ROWS, start=4):
        for column, name in enumerate(BASE, start=1):
            grid.put(row, column, sample[name])
        grid.heights[row] = 26
    for row in (6, 7):
        for column in range(1, len(BASE) + 1):
            grid.put(row, column, None)
        grid.put(row, 1, row - 3)
        grid.put(row, 2, PLACEHOLDER)
        grid.heights[row] = 26
    _notes(grid, 8)
    return grid


def extended_form() -> Grid:
    """附件2 with the optional columns: empty rows with numbers, drop-downs and input hints."""
    grid = _blank("附件2", SAMPLE_TITLE.replace("样表", "扩展"), EXTENDED)
    grid.paper = 8
    first, last = 4, 23
    for row in range(first, last + 1):
        for column in range(1, len(EXTENDED) + 1):
            grid.put(row, column, None)
        grid.put(row, 1, row - 3)
        grid.heights[row] = 22
    for name in ("industrial", "emerging"):
        column = EXTENDED.index(name) + 1
        grid.choices[first, column, last, column] = ("是", "否")
    for name in ("invest", "paid"):
        column = EXTENDED.index(name) + 1
        grid.hints[first, column, last, column] = (HEADERS[name], "只填数字，单位亿元，例如 0.5")
    for name in ("entry", "signed", "registered", "started", "produced"):
        column = EXTENDED.index(name) + 1
        grid.hints[first, column, last, column] = (HEADERS[name], "例如 2022-05-31，没有发生的留空")
    _notes(grid, last + 1)
    return grid


def _blank(annex: str, title: str, columns: tuple[str, ...]) -> Grid:
    grid = Grid("招商引资项目统计表", title_rows=(3, 3), freeze=(3, 0))
    grid.put(1, 1, annex, "annex")
    grid.merge((2, 1), (2, len(columns)), title, "title")
    grid.heights = {1: 22, 2: 38, 3: 36}
    for column, name in enumerate(columns, start=1):
        grid.put(3, column, HEADERS[name], "header")
        grid.widths[column] = WIDTHS.get(name, 12)
    return grid


def _notes(grid: Grid, row: int) -> None:
    for offset, text in enumerate(NOTES):
        grid.put(row + offset, 1, text, "note")

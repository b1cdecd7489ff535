"""What do the units of a county as large as one likes report? Invented projects, the same at every run."""

import random
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from toolkit.model.period import ReportingPeriod
from toolkit.model.scheme import ReportingUnit, Scheme
from toolkit.schemes.loader import load_shipped

SCHEME = "luzhai-2022"
PERIOD = ReportingPeriod(2022, 6)
AS_OF = date(2022, 7, 6)
# Three in a thousand projects are reported by a second unit as well: what the search for duplicates has to find.
REPEATED = 0.003

# Characters that firms like in their names; four of them tell a hundred million firms apart.
SYLLABLES = (
    "江岸山林海河湖溪泉松柏竹梅兰桂桐杉荣华富源丰润恒泰安康顺达通利信诚德仁义和美嘉祥瑞福盛兴隆昌茂佳宏伟博远志"
    "创新科睿智联合众汇聚融金银铜铁钢石玉宝珠晶辉耀光明星辰旭日月天宇航龙凤麟鹏鸿雁鹰虎骏马东南西北中"
)
TRADES = (
    ("林木加工", "木业", ("胶合板", "旋切单板", "生态板", "家具", "指接材", "木地板")),
    ("汽车零部件", "汽车部件", ("制动器", "保险杠", "线束", "座椅", "变速箱壳体", "轮毂")),
    ("新材料", "新材料", ("石墨烯浆料", "铝合金型材", "纳米碳酸钙", "硅基负极", "高分子薄膜")),
    ("电子信息", "电子", ("线路板", "数据线", "摄像模组", "充电器", "触摸屏")),
    ("农产品加工", "食品", ("桑蚕丝", "果蔬罐头", "米粉", "茶油", "冷链分拣")),
    ("文化旅游", "文旅", ("温泉度假区", "露营地", "民宿集群", "研学基地")),
    ("商贸物流", "商贸", ("建材市场", "仓储中心", "农贸市场", "电商园")),
)
SOURCES = (
    "广东深圳",
    "广东佛山",
    "浙江温州",
    "江苏苏州",
    "福建泉州",
    "湖南长沙",
    "广西柳州",
    "广西南宁",
    "上海",
    "香港",
)
NOTES = (
    "已签约，正在办理用地手续",
    "已签订投资协议，公司已注册",
    "已完成工商注册，正在设计施工图",
    "厂房主体施工，预计年底投产",
    "已开工，基础施工完成",
    "已投产，一期两条生产线运行",
    "已签约，企业已来考察两次",
)
SURNAMES = "韦黄覃李陈梁莫廖蒙罗"


class Reported(Struct, frozen=True):
    """One project as a unit types it; money in hundredths of 亿元, dates as days."""

    industry: str
    name: str
    investor: str
    investment: int
    paid_in: int
    source: str
    contact: str
    phone: str
    entry: date
    progress: str
    signed_on: date


def unit_name(number: int) -> str:
    """Return a reporting unit: one of the scheme's own and a number, so that both schemes know it."""
    real = _real_units()
    return f"{real[number % len(real)]}{number:05d}片"


def _real_units() -> tuple[str, ...]:
    return tuple(unit.name for unit in load_shipped(SCHEME).reporting_units)


def county(units: int) -> Scheme:
    """Return the rulebook of Luzhai with as many reporting units as there are submissions."""
    many = tuple(ReportingUnit(unit_name(number), "乡镇", (), True) for number in range(units))
    return replace(load_shipped(SCHEME), units=many)


def reported(unit: int, rows: int) -> Iterator[Reported]:
    """Yield what a unit reports; now and then a project that another unit has too."""
    for number in range(unit * rows, (unit + 1) * rows):
        chance = random.Random(number)
        again = number > rows and chance.random() < REPEATED
        yield project(chance.randrange(number - rows) if again else number)


def project(number: int) -> Reported:
    """Return the project with a number: another number is another firm and another name."""
    chance = random.Random(number ^ 0x5EED)
    # A multiplier without a common divisor spreads neighbouring numbers over the alphabet.
    spread, brand = number * 48_271_013 % len(SYLLABLES) ** 4, ""
    for _ in range(4):
        spread, at = divmod(spread, len(SYLLABLES))
        brand += SYLLABLES[at]
    industry, trade, products = chance.choice(TRADES)
    source = chance.choice(SOURCES)
    investment = int(10 ** chance.uniform(0.7, 2.9))
    signed = date(2022, 1, 4) + timedelta(days=chance.randrange(150))
    return Reported(
        industry=industry,
        name=f"{brand}年产{chance.randrange(1, 99)}万套{chance.choice(products)}项目",
        investor=f"{source[:2]}{brand}{trade}有限公司",
        investment=investment,
        paid_in=investment * chance.randrange(101) // 100,
        source=source,
        contact=chance.choice(SURNAMES) + chance.choice(SYLLABLES),
        # No area has the code 0000: nobody can be called.
        phone=f"0000-{number % 10_000_000:07d}",
        entry=signed + timedelta(days=chance.randrange(20)),
        progress=chance.choice(NOTES),
        signed_on=signed,
    )


def submission_folder(corpus: Path) -> Path:
    """Return where a corpus keeps its submissions: where a workspace keeps them."""
    return corpus / "报送" / str(PERIOD)


def file_name(unit: int, suffix: str) -> str:
    """Return what a unit calls its file."""
    return f"{unit_name(unit)}{PERIOD.label}招商引资项目统计表{suffix}"

"""What does the search for duplicates ask, and in which order? A made ledger whose true pairs are known."""

import argparse
import random
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from msgspec.structs import replace

from tests.bench import report
from tests.bench.county import SCHEME, SOURCES, SYLLABLES, TRADES
from toolkit.consolidation.duplicates import find_duplicates
from toolkit.consolidation.ledger import Bookkeeper
from toolkit.model.cells import CellRef
from toolkit.model.ledger import Ledger
from toolkit.model.ledger_entry import LedgerEntry
from toolkit.model.period import ReportingPeriod
from toolkit.model.submission import Project, Status, Submission
from toolkit.schemes.loader import load_shipped

PERIOD = ReportingPeriod(2022, 6)
ROWS, TRUE, ALIKE = 5_000, 100, 150
UNITS = 40
# One in seven projects has a name that says nothing, one in twelve a firm that has another project in the county.
COMMON, SECOND = 0.15, 0.08
SEEDS = (1, 2, 3)
COMMON_NAMES = (
    "标准厂房建设项目", "屋顶分布式光伏发电项目", "农贸市场改造项目", "冷链物流园项目", "加油站项目", "商住小区项目",
    "生猪养殖场项目", "停车场及充电桩项目", "农产品加工厂项目", "乡村旅游综合开发项目", "砂石料加工项目", "物流园",
)  # fmt: skip
VILLAGES = ("石榴村", "上马村", "下马村", "大河村", "古塘村", "白水村", "三江村", "木棉村")
NUMBERS = "一二三四五六七八九十"


@dataclass(frozen=True, slots=True)
class MadeLedger:
    """A ledger, and the serial numbers of the pairs that are one project."""

    ledger: Ledger
    true: frozenset[tuple[int, int]]


def made_ledger(seed: int, rows: int = ROWS, true: int = TRUE, alike: int = ALIKE) -> MadeLedger:
    """Return invented projects of a county: ordinary ones, true duplicates, and others that only look like one."""
    chance = random.Random(seed)
    blank = Bookkeeper(load_shipped(SCHEME)).entry(
        1, Project(CellRef("表.xlsx", "Sheet1", 2), {}, name="项目"), "单位", _no_table(), str(PERIOD)
    )
    plain: list[LedgerEntry] = []
    while len(plain) < rows - true - alike:
        entry = _ordinary(chance, blank)
        if plain and chance.random() < SECOND:
            other = chance.choice(plain)
            entry = replace(entry, investor=other.investor, phone=chance.choice((other.phone, entry.phone)))
        plain.append(entry)
    pairs = chance.sample(range(len(plain)), true + alike)
    twins = [(at, _reported_again(chance, plain[at])) for at in pairs[:true]]
    others = []
    for number, at in enumerate(pairs[true:]):
        first, second = LOOK_ALIKES[number % len(LOOK_ALIKES)](chance, plain[at], _ordinary(chance, blank))
        plain[at] = first
        others.append(second)
    entries = plain + [twin for _, twin in twins] + others
    # The order of the rows must say nothing.
    order = list(range(len(entries)))
    chance.shuffle(order)
    place = {old: new for new, old in enumerate(order, 1)}
    numbered = tuple(
        replace(entries[old], serial=number, row=number, file=f"{entries[old].unit}.xlsx")
        for number, old in enumerate(order, 1)
    )
    found = ((place[at], place[len(plain) + number]) for number, (at, _) in enumerate(twins))
    return MadeLedger(Ledger(PERIOD, numbered), frozenset((min(pair), max(pair)) for pair in found))


def _no_table() -> Submission:
    return Submission("表.xlsx", "表.xlsx", Status.ACCEPTED, table="statistics")


def _brand(chance: random.Random) -> str:
    return "".join(chance.choices(SYLLABLES, k=chance.choice((2, 2, 3, 4))))


def _ordinary(chance: random.Random, blank: LedgerEntry) -> LedgerEntry:
    industry, trade, products = chance.choice(TRADES)
    source, brand = chance.choice(SOURCES), _brand(chance)
    named = chance.random()
    product = chance.choice(products)
    if named < COMMON:
        name = chance.choice(COMMON_NAMES)
    elif named < 0.6:
        name = f"{chance.choice((brand, ''))}年产{chance.randrange(1, 60)}万{chance.choice('吨套件台')}{product}项目"
    else:
        name = f"{brand}{product}{chance.choice(('生产线', '基地', '生产基地建设项目', '产业园', '项目', '加工厂'))}"
    amount = 10 ** chance.uniform(-1, 1.2)
    yuan = round(amount, chance.choice((0, 1, 1, 2))) or 0.5
    signed = date(2020, 1, 4) + timedelta(days=chance.randrange(890))
    unit = chance.randrange(UNITS)
    # A fifth of the phones are the clerk's: he has one for each unit and types it for several projects.
    phone = f"0000-{7_000_000 + unit:07d}" if chance.random() < 0.2 else f"0000-{chance.randrange(6_999_999):07d}"
    return replace(
        blank,
        unit=f"第{unit + 1}单位",
        name=name,
        industry=industry,
        investor=_firm(chance, source, brand, trade),
        investment_yuan=round(yuan * 100) * 1_000_000,
        source=source,
        phone=phone if chance.random() > 0.08 else None,
        signed_on=signed.isoformat() if chance.random() > 0.1 else None,
        moved_in_on=signed.isoformat()[:7],
    )


def _firm(chance: random.Random, source: str, brand: str, trade: str) -> str | None:
    if chance.random() < 0.06:
        return None
    return f"{chance.choice((source[:2], source[2:] or source[:2], ''))}{brand}{trade}有限{chance.choice(('', '责任'))}公司"


def _reported_again(chance: random.Random, one: LedgerEntry) -> LedgerEntry:
    """The same project as another unit (or, one time in five, the same one) reports it."""
    name = _retold(chance, one.name)
    firm = one.investor
    if firm and chance.random() < 0.5:
        bare = firm.replace("有限责任公司", "").replace("有限公司", "")
        firm = chance.choice(
            (
                bare,
                f"{bare}集团有限公司",
                bare[2:] if bare[:2] in {place[:2] for place in SOURCES} else bare,
                f"{bare}股份有限公司",
                None,
            )
        )
    if chance.random() < 0.08:
        # The firm founded for the project, where the other unit names the investor.
        firm = _firm(chance, "鹿寨", _brand(chance), "实业")
    yuan = one.investment_yuan or 0
    if chance.random() < 0.35:
        yuan = int(yuan * chance.choice((0.8, 0.9, 0.97, 1.02, 1.1, 1.25)))
    signed = one.signed_on
    if signed and chance.random() < 0.4:
        signed = chance.choice((None, (date.fromisoformat(signed) + timedelta(chance.randrange(-40, 40))).isoformat()))
    phone = one.phone if chance.random() < 0.55 else chance.choice((None, f"0000-{chance.randrange(6_999_999):07d}"))
    unit = one.unit if chance.random() < 0.2 else f"第{chance.randrange(UNITS) + 1}单位"
    return replace(
        one, unit=unit, name=name, investor=firm, investment_yuan=yuan or None, signed_on=signed, phone=phone,
        source=one.source if chance.random() < 0.8 else None,
    )  # fmt: skip


def _retold(chance: random.Random, name: str) -> str:
    told = chance.random()
    if told < 0.3:
        return name
    if told < 0.55:
        return name.removesuffix("项目").removesuffix("建设") if name.endswith("项目") else f"{name}项目"
    if told < 0.7 and "年产" in name:
        head, _, rest = name.partition("年产")
        return head + rest.lstrip("0123456789万吨套件台")
    if told < 0.85:
        return name.replace("生产线", "生产项目").replace("基地", "产业基地").replace("加工", "精深加工") + "（新建）"
    if told < 0.92 and "年产" not in name:
        return name[: max(2, len(name) // 2)] + chance.choice(("技改项目", "投资项目", "扩建", "新建项目"))
    # Some units call a project by what it makes, others by who makes it.
    return chance.choice(("招商引资重点项目", f"{chance.choice(TRADES)[0]}项目", *COMMON_NAMES))


def _phases(chance: random.Random, one: LedgerEntry, _: LedgerEntry) -> tuple[LedgerEntry, LedgerEntry]:
    first, second = chance.choice((("一期", "二期"), ("第一期", "第二期"), ("（二期）", "（三期）"), ("1期", "2期")))
    return replace(one, name=one.name + first), replace(one, name=one.name + second)


def _villages(chance: random.Random, one: LedgerEntry, _: LedgerEntry) -> tuple[LedgerEntry, LedgerEntry]:
    first, second = chance.sample(VILLAGES, 2)
    name = chance.choice(COMMON_NAMES)
    return replace(one, name=first + name), replace(one, name=second + name)


def _outputs(chance: random.Random, one: LedgerEntry, _: LedgerEntry) -> tuple[LedgerEntry, LedgerEntry]:
    first, second = chance.sample(range(1, 40), 2)
    rest = f"万吨{chance.choice(TRADES)[2][0]}项目"
    return replace(one, name=f"年产{first}{rest}"), replace(one, name=f"年产{second}{rest}")


def _houses(chance: random.Random, one: LedgerEntry, _: LedgerEntry) -> tuple[LedgerEntry, LedgerEntry]:
    first, second = chance.sample(range(1, 9), 2)
    rest = chance.choice(("号楼", "号厂房", "#厂房", "号地块"))
    return replace(one, name=f"标准厂房{first}{rest}"), replace(one, name=f"标准厂房{second}{rest}")


def _equal_names(chance: random.Random, one: LedgerEntry, other: LedgerEntry) -> tuple[LedgerEntry, LedgerEntry]:
    name = chance.choice((*COMMON_NAMES, one.name))
    return replace(one, name=name), replace(other, name=name)


def _one_firm(chance: random.Random, one: LedgerEntry, other: LedgerEntry) -> tuple[LedgerEntry, LedgerEntry]:
    phone = chance.choice((one.phone, other.phone))
    return one, replace(other, investor=one.investor, phone=phone, source=one.source, unit=one.unit)


LOOK_ALIKES: Sequence[Callable[[random.Random, LedgerEntry, LedgerEntry], tuple[LedgerEntry, LedgerEntry]]] = (
    _phases, _villages, _outputs, _houses, _equal_names, _one_firm,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Asked:
    """What a search asks of one made ledger: questions in all, and until half and nine tenths of the pairs are met."""

    questions: int
    met: int
    half: int | None
    nine_tenths: int | None
    precision_by_level: dict[str, tuple[int, int]]


def asked_of(made: MadeLedger) -> Asked:
    """Ask the questions in their order and count the true ones."""
    met, half, nine_tenths = 0, None, None
    levels: dict[str, tuple[int, int]] = {}
    pairs = find_duplicates(made.ledger)
    for number, pair in enumerate(pairs, 1):
        serials = sorted((pair.first.serial, pair.second.serial))
        true = (serials[0], serials[1]) in made.true
        met += true
        hits, of = levels.get(pair.level.value, (0, 0))
        levels[pair.level.value] = (hits + true, of + 1)
        half = number if half is None and 2 * met >= len(made.true) else half
        nine_tenths = number if nine_tenths is None and 10 * met >= 9 * len(made.true) else nine_tenths
    return Asked(len(pairs), met, half, nine_tenths, levels)


def sections(asked: argparse.Namespace) -> dict[str, str]:
    """Return the table of this group: one line for each made ledger, and the seconds at forty times the rows."""
    lines = [
        "| ledger | questions | true pairs met | precision | recall | questions until half | until nine tenths |"
        " levels: true of asked |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for seed in SEEDS:
        one = asked_of(made_ledger(seed))
        levels = "、".join(f"{level} {hits}/{of}" for level, (hits, of) in one.precision_by_level.items())
        lines.append(
            f"| {seed} | {one.questions} | {one.met} | {one.met / max(1, one.questions):.2f} | {one.met / TRUE:.2f} |"
            f" {one.half or '—'} | {one.nine_tenths or '—'} | {levels} |"
        )
    lines += ["", "| rows | processor seconds |", "|---|---|"]
    for times in (1, 4, 40):
        rows = int(ROWS * times * asked.size)
        made = made_ledger(SEEDS[0], rows, rows // 50, rows * 3 // 100)
        start = time.process_time()
        find_duplicates(made.ledger)
        lines.append(f"| {rows:,} | {time.process_time() - start:.2f} |")
    title = f"Finding what was reported twice ({ROWS:,} rows, {TRUE} true duplicates, {ALIKE} look-alikes)"
    return {"duplicates": report.section("duplicates", title, 1, asked.size, "\n".join(lines))}

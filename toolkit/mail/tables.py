"""Which small tables stand in the text of a letter, as text and as HTML?"""

import unicodedata

from msgspec import Struct

from toolkit.model.figures import actual_in_unit, gaps_said, in_unit, rate, short_pace, waiting, waiting_in_brackets
from toolkit.model.ledger import Consolidation, Variance
from toolkit.model.money import in_yi
from toolkit.model.stages import ENDED

MOST_ROWS = 30


class Table(Struct, frozen=True):
    """A table as words: its title, headings, rows of the same length, and what to say below it."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    note: str = ""

    @property
    def text(self) -> str:
        """The table in letters of one width, a Chinese one taking two."""
        lines = [self.columns, *self.rows]
        widths = [max(_width(line[column]) for line in lines) for column in range(len(self.columns))]
        shown = [
            "  ".join(
                word + " " * (width - _width(word)) if column == 0 else " " * (width - _width(word)) + word
                for column, (word, width) in enumerate(zip(line, widths, strict=True))
            ).rstrip()
            for line in lines
        ]
        rule = "-" * (sum(widths) + 2 * (len(widths) - 1))
        return "\n".join([self.title, shown[0], rule, *shown[1:], *([self.note] if self.note else [])])


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(letter) in "WFA" else 1 for letter in text)


def county_table(result: Consolidation) -> Table:
    """Return how the county stands against its own targets."""
    rows = tuple(_county_row(variance) for variance in result.county if variance.target is not None)
    title = f"{result.scheme.jurisdiction}{result.period.label}主要指标"
    asked = [one for one in result.county if one.target is not None and waiting(one)]
    waits = [f"{one.indicator.name}{waiting_in_brackets(one)}" for one in asked]
    note = f"待裁定、暂未计入的：{'；'.join(waits)}。" if waits else ""
    gaps = [f"{one.indicator.name}（{gaps_said(one)}）" for one in result.county if one.target is not None and one.gaps]
    note += f"无数据、不按0计的：{'；'.join(gaps)}。" if gaps else ""
    return Table(title, ("指标", "目标", "完成", "完成率", "超（欠）进度（百分点）"), rows, note)


def _county_row(variance: Variance) -> tuple[str, ...]:
    unit = "" if variance.indicator.unit == "%" else f"（{variance.indicator.unit}）"
    figures = (
        in_unit(variance.target, variance.indicator),
        actual_in_unit(variance),
    )
    return f"{variance.indicator.name}{unit}", *figures, rate(variance.completion), short_pace(variance.ahead)


def unit_table(result: Consolidation, unit: str) -> Table | None:
    """Return a unit's own projects as they were counted, or ``None`` where it has none."""
    counted = result.ledger.counted.of(unit)
    own = [entry for entry in counted.entries if entry.stage != ENDED]
    if not own:
        return None
    rows = tuple(
        (entry.name, "—" if entry.investment_yuan is None else in_yi(entry.investment_yuan), entry.stage or "—")
        for entry in own[:MOST_ROWS]
    )
    more = f"另有{len(own) - MOST_ROWS}个项目，见附件。" if len(own) > MOST_ROWS else ""
    return Table(
        f"{unit}计入汇总的项目（{counted.count}个，投资总额{in_yi(counted.investment_yuan)}亿元）",
        ("项目名称", "投资总额（亿元）", "阶段"),
        rows,
        more,
    )

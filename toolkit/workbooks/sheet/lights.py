"""What do green, yellow and red mean? The same on every sheet, with marks that show in black-and-white print."""

from collections.abc import Iterable, Mapping, Sequence
from enum import Enum
from typing import Any

from xlsxwriter.utility import xl_rowcol_to_cell

from toolkit.model.findings import Severity
from toolkit.model.scheme import Indicator, Scheme
from toolkit.workbooks.sheet.page import Page
from toolkit.workbooks.sheet.styles import TRAITS

# The workbook's name for the elapsed share of the year: formulas then say what they compare with.
ELAPSED = "序时进度"
# How far behind is still slightly behind, in points of a hundred, where a rulebook has no reading for it.
SLIGHTLY = 10
SLIGHTLY_READING = "slightly_behind"
# A share (资金到位率) is due in full at any time of the year.
IN_FULL = "1"
# A block of cells: first row and column, last row and column.
Block = tuple[int, int, int, int]


class Light(Enum):
    """On or ahead, slightly behind, behind or missing."""

    AHEAD = "green"
    SLIGHTLY_BEHIND = "yellow"
    BEHIND = "red"

    @property
    def mark(self) -> str:
        """The mark that is seen without colours."""
        return {"green": "▲", "yellow": "●", "red": "▼"}[self.trait]

    @property
    def look(self) -> dict[str, Any]:
        """Font and fill."""
        return TRAITS[self.trait]

    @property
    def trait(self) -> str:
        """The trait of a cell that always has this colour."""
        return str(self.value)


LEVELS = {Severity.ERROR.label: Light.BEHIND, Severity.WARNING.label: Light.SLIGHTLY_BEHIND}
_NAMES = {Light.AHEAD: "绿", Light.SLIGHTLY_BEHIND: "黄", Light.BEHIND: "红"}


def slightly_of(scheme: Scheme) -> int:
    """Return how many points behind are still slightly behind: the reading's number, else ten."""
    chosen = {reading.id: reading.value for reading in scheme.readings}
    return int(chosen.get(SLIGHTLY_READING, SLIGHTLY))


def rates_said(scheme: Scheme) -> Mapping[Light, str]:
    """Return what the colours of completion rates mean under a scheme's reading."""
    points = slightly_of(scheme)
    return {
        Light.AHEAD: "达到或超过序时进度",
        Light.SLIGHTLY_BEHIND: f"落后不超过{points}个百分点",
        Light.BEHIND: f"落后超过{points}个百分点",
    }


def light_of(rate: float, due: float, slightly: int = SLIGHTLY) -> Light:
    """Return the light of a completion rate against the share that is due; ``slightly`` is in points.

    >>> [light_of(rate, 0.5).mark for rate in (1.2, 0.5, 0.45, 0.4, 0.39, 0)]
    ['▲', '▲', '●', '●', '▼', '▼']
    """
    apart = round(rate - due, 6)
    return Light.AHEAD if apart >= 0 else Light.SLIGHTLY_BEHIND if apart >= -slightly / 100 else Light.BEHIND


def due_of(indicator: Indicator) -> str:
    """Return the share that an indicator's completion is compared with, as an expression."""
    if indicator.is_ratio:
        return IN_FULL
    return f"{indicator.due[0]}/{indicator.due[1]}" if indicator.due else ELAPSED


def legend(meanings: Mapping[Light, str]) -> str:
    """Return the line that explains the colours of a sheet: ``图例：▲绿，…；●黄，…；▼红，…。``."""
    return "图例：" + "；".join(f"{one.mark}{_NAMES[one]}，{said}" for one, said in meanings.items()) + "。"


def light_rates(page: Page, blocks: Iterable[Block], due: str, scheme: Scheme) -> None:
    """Colour and mark completion rates by what is due; the values stay as they are.

    The comparison tests for a number first: in a spreadsheet 「—」 is greater than any number.
    """
    least = f"-{slightly_of(scheme) / 100:g}"
    for row, column, last_row, last_column in blocks:
        here = xl_rowcol_to_cell(row, column)
        apart = f"ROUND({here}-{due},6)"
        tests = (f"{apart}>=0", f"{apart}>={least}", f"{apart}<{least}")
        for test, light in zip(tests, Light, strict=True):
            rule = {
                "type": "formula",
                "criteria": f"=IF(ISNUMBER({here}),{test},FALSE)",
                "format": page.styles.mark({**light.look, "num_format": f'"{light.mark}"0.0%'}),
                "stop_if_true": True,
            }
            page.sheet.conditional_format(row, column, last_row, last_column, rule)


def light_words(page: Page, where: Block, words: Mapping[str, Light]) -> None:
    """Colour and mark cells by the word in them: 未报, 迟报, 已超时."""
    for word, light in words.items():
        rule = {
            "type": "cell",
            "criteria": "==",
            "value": f'"{word}"',
            "format": page.styles.mark({**light.look, "num_format": f'"{light.mark}"@'}),
        }
        page.sheet.conditional_format(*where, rule)


def light_missing(page: Page, where: Block) -> None:
    """Colour and mark numbers that are still owed; 0 stays plain."""
    look = {**Light.SLIGHTLY_BEHIND.look, "num_format": f'"{Light.SLIGHTLY_BEHIND.mark}"0'}
    rule = {"type": "cell", "criteria": ">", "value": 0, "format": page.styles.mark(look)}
    page.sheet.conditional_format(*where, rule)


def by_due(indicators: Sequence[Indicator]) -> dict[str, list[int]]:
    """Return the places of indicators by what their completion is held against."""
    places: dict[str, list[int]] = {}
    for place, indicator in enumerate(indicators):
        places.setdefault(due_of(indicator), []).append(place)
    return places

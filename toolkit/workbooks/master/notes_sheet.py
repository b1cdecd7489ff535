"""What is to be known of the figures: what was not counted, what waits, whose tables lack a column? 数据说明."""

from toolkit.model.clause import Criterion
from toolkit.model.figures import at_most, gaps_said, waiting
from toolkit.model.formula import Formula
from toolkit.model.ledger_entry import UNATTRIBUTED, UNDECIDED_ROW
from toolkit.model.money import in_yi
from toolkit.model.official import in_force
from toolkit.model.submission import Status
from toolkit.workbooks.master import official_sheet, target_sheet, timeliness_sheet
from toolkit.workbooks.master.target_table import TargetTable
from toolkit.workbooks.sheet.criteria import COUNTED, NO_VALUE, condition, in_cell
from toolkit.workbooks.sheet.page import Page, Value, cell, lines_needed
from toolkit.workbooks.sheet.styles import trait_of

NAME = "数据说明"
AFTER_ANSWERS = "；没有算进完成数，裁定以后再算。"
_WIDTHS = (40, 14, 90)
_HEADER = 2
# label, figure, how it is shown, explanation
Note = tuple[str, Value, str, str]


def write_notes(page: Page, table: TargetTable) -> None:
    """Write what is to be known of the figures, one line each."""
    result, last = table.result, len(_WIDTHS) - 1
    page.widths(*_WIDTHS)
    page.span(0, 0, 0, last, f"{result.scheme.jurisdiction}{result.period.label}数据说明", "title")
    page.height(0, 32)
    page.span(1, 0, 1, last, "没有计入、待定、缺数据、沿用的，逐项写明；总览只写要领导知道的。", "subtitle")
    page.row(_HEADER, ["事项", "数", "说明"], "header")
    page.height(_HEADER, 24)
    notes = [*_targets(table), *_published(table), *_waiting(table), *_lacking(table), *_notes(table), *_gaps(table)]
    for row, (label, value, look, told) in enumerate(notes, start=_HEADER + 1):
        page.put(row, 0, label, "cell", "left", "wrap")
        page.put(row, 1, value, "cell", look)
        page.put(row, 2, told, "cell", "left", "wrap")
        lines = max(lines_needed(label, _WIDTHS[0]), lines_needed(told, _WIDTHS[2]))
        page.height(row, max(20, 14.0 * lines + 4))
    page.sheet.freeze_panes(_HEADER + 1, 1)
    page.printed("A4", _HEADER + len(notes), last, (_HEADER, _HEADER), result.scheme.imprint)


def _targets(table: TargetTable) -> list[Note]:
    """Return what is to be said of the target tables: what was not understood, what was adjusted."""
    return [("目标表", NO_VALUE, "count", words) for words in table.result.about_targets]


def _published(table: TargetTable) -> list[Note]:
    """Return which of the county's figures are other offices', and where they stand."""
    result = table.result
    notes: list[Note] = []
    for id, one in in_force(result.official, result.scheme, result.period).items():
        indicator = result.scheme.indicator(id)
        told = f"{one.publisher}公布的数，不是统计表合计；出处和合计见“{official_sheet.NAME}”。"
        notes.append(
            (f"{indicator.name}（{indicator.unit}）", table.county_actual(indicator), trait_of(indicator), told)
        )
    return notes


def _notes(table: TargetTable) -> list[Note]:
    """Return sentences on data that were not counted, or counted with a reservation."""
    result = table.result
    carried = [f"{unit.unit}（{unit.carried_from}）" for unit in result.timeliness if unit.carried_from]
    keys = (UNATTRIBUTED, UNDECIDED_ROW)
    unattributed = sum(table.figures.count(Criterion("target_row", "=", key), COUNTED) for key in keys)
    where = table.figures.ranges
    counted = f"{where.of('counted')},{condition(COUNTED)}"
    back = timeliness_sheet.total_cell(result, "退回项目数")
    money = timeliness_sheet.total_cell(result, "退回投资总额（亿元）")
    parts = "+".join(f'COUNTIFS({where.of("target_row")},"={key}",{counted})' for key in keys)
    nowhere = Formula(f"={parts}", unattributed)
    beside = f"已计入{result.scheme.whole}，没有计入任何牵头单位；在“项目台账”按“目标行”筛选。"
    notes: list[Note] = [
        ("退回的项目（个）", back, "count", "有须修改的地方、没有计入，修改重报后计入；逐条见“问题清单”。"),
        ("其投资总额（亿元）", money, "亿元", "能读出的金额，没有计入汇总。"),
        ("暂不归属、归属待定的项目（个）", nowhere, "count", beside),
        ("沿用上月的单位（个）", timeliness_sheet.carried_count(result), "count", "、".join(carried) or "无"),
    ]
    if twice := [pair for pair in result.duplicates if not pair.answer]:
        amounts = [pair.second.investment_yuan or 0 for pair in twice]
        told = (
            f"每对两行都已计入，若是同一个项目就多计了（投资总额最多多计{in_yi(sum(amounts))}亿元）；逐对见“疑似重复”。"
        )
        notes.append(("疑似重复、没有裁定的（对）", len(twice), "count", told))
    refused = [submission.file for submission in result.submissions if submission.status is Status.REFUSED]
    if refused:
        notes.append(("无法读取的文件（个）", len(refused), "count", "、".join(refused)))
    return notes


def _waiting(table: TargetTable) -> list[Note]:
    """Return what waits for an answer beside each of the county's figures, and what the figure would be with it."""
    return [
        (f"{variance.indicator.name}：待定（个）", variance.pending.count, "count", f"{said}{AFTER_ANSWERS}")
        for variance in table.result.county
        if (said := "，".join(part for part in (waiting(variance), at_most(variance)) if part))
    ]


def _lacking(table: TargetTable) -> list[Note]:
    """Return which units' tables lack a column that a figure is reckoned from: their projects are not in it."""
    notes: list[Note] = []
    for variance in table.result.county:
        if variance.gaps:
            told = "没有数据，不按0计，不排名。" if variance.is_without_data else "这些单位的项目没有数据，不按0计。"
            units = {unit for gap in variance.gaps for unit in gap.units}
            said = f"{gaps_said(variance, named=True)}；{told}"
            notes.append((f"{variance.indicator.name}：缺数据的单位（个）", len(units), "count", said))
    return notes


def _gaps(table: TargetTable) -> list[Note]:
    """Return where the lines' targets do not add up to the target that the document sets for the county."""
    whole = table.result.scheme.whole
    told = f"目标任务分解表各行相加与{whole}目标不一致，左边是各行相加数；{whole}完成率按{whole}目标计。"
    gaps: list[Note] = []
    for indicator in table.indicators:
        variance, added = table.county(indicator), table.target_sum(table.lines, indicator)
        if variance is None or variance.target is None or added is None:
            continue
        if added.value != in_cell(indicator, variance.target):
            column = table.column(indicator)
            ends = (
                f"{cell(first, column, target_sheet.NAME)}:{cell(last, column, target_sheet.NAME).partition('!')[2]}"
                for first, last in table.runs(table.lines)
            )
            text = f"=SUM({','.join(ends)})"
            gaps.append((f"{indicator.name}分解数", Formula(text, added.value), trait_of(indicator), told))
    return gaps

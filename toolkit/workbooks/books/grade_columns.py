"""Which 等次 has each unit, as formulas beside its total, and what moved it? Columns of 考核排名, and lines below."""

from collections.abc import Sequence

from toolkit.model.assessment import ScoreTable
from toolkit.model.formula import Formula
from toolkit.model.grades import NO_GRADE, UNDECIDED_GRADE, Grade, UnitGrade
from toolkit.model.ledger import Consolidation
from toolkit.workbooks.sheet.page import Page, cell, lines_needed

SCOPE, FIRST, MOVES, GRADE = "评定范围", "初定等次", "晋、降档", "等次"
# The rows of a table and the column of its totals.
Where = tuple[int, int, int]


def headings(table: ScoreTable) -> tuple[str, ...]:
    """Return the columns that a table has for grades; none where nobody is graded."""
    if not table.grades:
        return ()
    is_divided = len({one.grades for one in table.grades}) > 1 or len(table.grades) < len(table.places)
    moved = any(one.moves for one in table.grades)
    return (*((SCOPE,) if is_divided else ()), *((FIRST, MOVES) if moved else ()), GRADE)


def write_grades(page: Page, result: Consolidation, table: ScoreTable, where: Where) -> int:
    """Write the grades beside the totals and, below, what moved a unit or is open; return the last row."""
    first, last, total = where
    heads = headings(table)
    columns = {heading: total + 1 + number for number, heading in enumerate(heads)}
    graded = {one.unit: one for one in table.grades}
    for row, place in enumerate(table.places, first):
        one = graded.get(place.name)
        if one is None:
            page.row(row, [""] * len(heads), "cell", "center", column=total + 1)
            continue
        if SCOPE in columns:
            page.put(row, columns[SCOPE], _scope(one, table, result), "cell", "center", "wrap")
        text = _first_formula(row, where, columns.get(SCOPE), one, table, result)
        if FIRST not in columns:
            page.put(row, columns[GRADE], Formula(text, one.first), "cell", "center", "bold")
            continue
        page.put(row, columns[FIRST], Formula(text, one.first), "cell", "center")
        page.put(row, columns[MOVES], "；".join(move.how for move in one.moves), "cell", "center", "wrap")
        moved = Formula(_moved_formula(cell(row, columns[FIRST]), one), one.name)
        page.put(row, columns[GRADE], moved, "cell", "center", "bold")
    return _write_reasons(page, result, table, (last, total + len(heads)))


def _scope(one: UnitGrade, table: ScoreTable, result: Consolidation) -> str:
    """Return among whom a unit is graded: the kinds of the units that the same grades are for."""
    kinds = {unit.name: unit.kind for unit in result.scheme.units}
    return "、".join(dict.fromkeys(kinds.get(other.unit, "") for other in table.grades if other.grades == one.grades))


def _first_formula(
    row: int, where: Where, scope: int | None, one: UnitGrade, table: ScoreTable, result: Consolidation
) -> str:
    """Return the first grade whose total and place are reached; what figures ask is settled as of the period."""
    first, last, total = where
    here, totals = cell(row, total), f"{cell(first, total)}:{cell(last, total)}"
    among = f"({cell(first, scope)}:{cell(last, scope)}={cell(row, scope)})*" if scope is not None else ""
    rank = f"SUMPRODUCT({among}({totals}>{here}))+1"
    shared = f"SUMPRODUCT({among}({totals}={here}))"
    of = sum(other.grades == one.grades for other in table.grades)
    takes_ties = any(reading.id == "ranking_ties" and reading.value == "all" for reading in result.scheme.readings)
    text = f'"{NO_GRADE}"'
    for grade in reversed(one.grades):
        verdict = one.verdicts.get(grade.id, True)
        limit = grade.places(of)
        conditions = [f"{here}>={grade.least:g}"] if grade.least is not None else []
        conditions += [f"{rank}<={limit}"] if limit is not None else []
        given = f'"{grade.name if verdict else UNDECIDED_GRADE}"'
        if limit is not None and not takes_ties:
            given = f'IF({rank}+{shared}-1<={limit},{given},"{UNDECIDED_GRADE}")'
        if verdict is False:
            continue
        met = f"AND({','.join(conditions)})" if len(conditions) > 1 else "".join(conditions)
        text = f"IF({met},{given},{text})" if met else given
    return f"={text}"


def _moved_formula(first: str, one: UnitGrade) -> str:
    """Return the grade after the moves: of each first grade the one that it becomes."""
    names = [grade.name for grade in one.grades]
    text = first
    for name in reversed(names):
        text = f'IF({first}="{name}","{one.after(name)}",{text})' if one.after(name) != name else text
    return f"={text}"


def _write_reasons(page: Page, result: Consolidation, table: ScoreTable, end: tuple[int, int]) -> int:
    row, width = end
    for said in (*_reasons(table.grades), *_standing(table, result)):
        row += 1
        page.span(row, 0, row, width, said, "cell", "wrap", "left", "quiet")
        page.height(row, 14.0 * lines_needed(said, 12.0 * width) + 6)
    return row


def _reasons(grades: Sequence[UnitGrade]) -> list[str]:
    said = []
    for one in grades:
        said += [f"{one.unit}：{move}。依据{move.change.citation}" for move in one.moves]
        said += [f"{one.unit}：{one.doubt}。"] if one.doubt else []
    return said


def _standing(table: ScoreTable, result: Consolidation) -> list[str]:
    """Return what the grades rest on: the rulebook's words, and that a year that still runs has none for good."""
    rules: dict[str, Grade] = {grade.id: grade for one in table.grades for grade in one.grades}
    said = [f"等次：{'；'.join(f'{grade.name}（{grade.citation}）' for grade in rules.values())}。"]
    every = "quarter" if table.span else "year"
    if not result.scheme.accounting.ends(every, result.period):
        said.append(
            f"{'季度' if table.span else '年度'}未终，等次是到{result.period.label}的，完成率按到期应完成的目标看。"
        )
    return said

"""Which units are on the red and the black list? The sheet 红黑榜: 基础工作 and 指标进度 (GN-R10)."""

from toolkit.model.assessment import TOTAL_HEADINGS, Assessment, Board, BoardLine
from toolkit.model.formula import Formula
from toolkit.model.ledger import Consolidation
from toolkit.workbooks.books import assessment_ranking, score_sheet
from toolkit.workbooks.sheet.lights import Light, legend, light_words
from toolkit.workbooks.sheet.page import Page, cell, lines_needed

NAME = "红黑榜"
_WIDTHS = (9.0, 13.0, 26.0, 14.0, 13.0, 13.0, 13.0, 62.0)
_LAST = len(_WIDTHS) - 1
_FIGURES = 4
_ROOM = 3  # columns for figures
_INDEX_FIGURES = 2  # the index, and how many parts are behind
HINT = "并列的一并列出；并列第1位的不列黑榜。每个单位的“说明”写明名次从何而来，逐件见“履职台账”。"

_MEANINGS = {Light.AHEAD: "红榜", Light.BEHIND: "黑榜"}


def write_lists(page: Page, result: Consolidation) -> None:
    """Write each list with its places, red marks first; places, ties and marks are live."""
    assessment = result.assessment or Assessment()
    page.span(0, 0, 0, _LAST, f"{result.scheme.jurisdiction}招商引资红黑榜", "title")
    page.height(0, 32)
    page.span(1, 0, 1, _LAST, HINT + legend(_MEANINGS), "subtitle")
    page.widths(*_WIDTHS)
    row = 3
    for board in assessment.boards:
        row = _write_board(page, board, result, row) + 2
    page.printed("A4", row, _LAST, None, result.scheme.imprint)


def _write_board(page: Page, board: Board, result: Consolidation, row: int) -> int:
    """Write one list from ``row`` on and return its last row."""
    assessment = result.assessment or Assessment()
    state = "" if board.closed else "，期间未结束，只作预览"
    page.span(row, 0, row, _LAST, f"{board.rule.name}红黑榜（{board.span}{state}）", "section")
    basis = f"原文：“{board.rule.citation.quote}”。红榜前{board.rule.red}名，黑榜后{board.rule.black}名。"
    basis += "有欠缺的、不知道有没有欠缺的不列红榜。" if board.rule.clean else ""
    if board.untold:
        basis += f"没有数据、没有名次的有{len(board.untold)}个：{'、'.join(unit for _, unit in board.untold)}。"
        basis += "这些单位可能更靠后，因此不列黑榜的，请催报后再看。"
    page.span(row + 1, 0, row + 1, _LAST, basis, "remark")
    page.height(row + 1, max(15, 14.0 * lines_needed(basis, sum(_WIDTHS)) + 2))
    page.row(row + 2, ["榜", "名次", "单位", "类别", *[""] * _ROOM, "说明"], "header")
    for heading, (left, right) in zip(board.headings, _boxes(len(board.headings)), strict=True):
        page.span(row + 2, left, row + 2, right, heading, "header")
    page.height(row + 2, 32)
    first, last = row + 3, row + 2 + max(1, len(board.lines))
    if not board.lines:
        page.span(first, 0, first, _LAST, "没有可以排名的单位。", "cell", "center", "quiet")
        return first
    numbers = {line.label: number for number, line in enumerate(assessment.index)}
    for place, line in enumerate(board.lines, first):
        _write_line(page, place, board, line, (first, last))
        if board.headings == TOTAL_HEADINGS:
            total = score_sheet.total_of(result, line.unit, board.span)
            page.span(place, _FIGURES, place, _FIGURES + _ROOM - 1, total, "cell", "decimal")
            continue
        _write_figures(page, place, line, numbers, result)
    _colour(page, first, last)
    return last


def _write_line(page: Page, row: int, board: Board, line: BoardLine, rows: tuple[int, int]) -> None:
    rank = _rank(row, board, rows, above=True)
    bottom = _rank(row, board, rows, above=False)
    first, last = rows
    twins = f"SUMPRODUCT({_same(row, board, first, last)})"
    said = f'=IF({twins}>1,"并列第"&{rank}&"位","第"&{rank}&"名")'
    red = (
        f"AND({rank}<={board.rule.red},{_sound(row, board, line)})" if board.rule.clean else f"{rank}<={board.rule.red}"
    )
    untold = [scope for scope, _ in board.untold].count(line.scope)
    worst = f"{bottom}+{untold}" if untold else bottom
    mark = f'=IF({red},"红榜",IF(AND({worst}<={board.rule.black},{rank}>1),"黑榜",""))'
    page.put(row, 0, Formula(mark, line.mark), "cell", "center", "bold")
    page.put(row, 1, Formula(said, line.place), "cell", "center")
    page.put(row, 2, line.unit, "cell", "left", "wrap")
    page.put(row, 3, line.scope or line.kind, "cell", "center", "wrap")
    page.put(row, _LAST, line.words, "cell", "left", "wrap")
    page.height(row, max(20, 14.0 * max(lines_needed(line.words, _WIDTHS[_LAST]), lines_needed(line.unit, 26)) + 4))


def _sound(row: int, board: Board, line: BoardLine) -> str:
    """Return, as an expression, whether a line is known to name no shortcoming (see ``boards.fell_short``)."""
    if not line.known:
        return "FALSE"
    if board.headings == TOTAL_HEADINGS:
        return f"{cell(row, _FIGURES)}>0"
    if len(board.headings) == _INDEX_FIGURES:
        return f"{cell(row, _FIGURES + _ROOM - 1)}=0"
    return f"SUM({cell(row, _FIGURES)}:{cell(row, _FIGURES + _ROOM - 1)})=0"


def _write_figures(page: Page, row: int, line: BoardLine, numbers: dict[str, int], result: Consolidation) -> None:
    assessment = result.assessment or Assessment()
    if len(line.figures) == _INDEX_FIGURES:
        number = numbers[line.unit]
        index = Formula(f"={assessment_ranking.index_cell(number, assessment)}", line.figures[0])
        page.span(row, _FIGURES, row, _FIGURES + 1, index, "cell", "rate")
        done, whole = result.elapsed
        cells = assessment_ranking.completion_cells(number, assessment)
        behind = "+".join(f"IF(ISNUMBER({one}),IF({one}<{done}/{whole},1,0),0)" for one in cells) or "0"
        behind += f"+{line.beside}" if line.beside else ""
        page.put(row, _FIGURES + _ROOM - 1, Formula(f"={behind}", line.figures[1]), "cell", "count或空")
        return
    for offset, value in enumerate(line.figures):
        page.put(row, _FIGURES + offset, value, "cell", "count或空")


def _boxes(count: int) -> list[tuple[int, int]]:
    """Return the columns of each figure; a single figure takes the width of all."""
    if count == 1:
        return [(_FIGURES, _FIGURES + _ROOM - 1)]
    if count == _INDEX_FIGURES:
        return [(_FIGURES, _FIGURES + 1), (_FIGURES + _ROOM - 1, _FIGURES + _ROOM - 1)]
    return [(_FIGURES + offset, _FIGURES + offset) for offset in range(count)]


def _score(row: int, board: Board) -> str:
    """Return a line's score as an expression: the index, or fewer missing before fewer late before fewer lacking."""
    if len(board.headings) <= _INDEX_FIGURES:
        return cell(row, _FIGURES)
    return f"({cell(row, _FIGURES)}*10000+{cell(row, _FIGURES + 1)}*100+{cell(row, _FIGURES + 2)})"


def _scores(board: Board, first: int, last: int) -> str:
    columns = [_fixed(_FIGURES + offset, first, last) for offset in range(_ROOM)]
    if len(board.headings) <= _INDEX_FIGURES:
        return columns[0]
    return f"({columns[0]}*10000+{columns[1]}*100+{columns[2]})"


def _fixed(column: int, first: int, last: int) -> str:
    start, end = (cell(row, column, NAME).split("!")[1] for row in (first, last))
    return f"{start}:{end}"


def _scope(row: int, board: Board, first: int, last: int) -> str:
    """Return which lines are ranked with this one: those of its scope, or all where the scheme ranks all together."""
    if not any(line.scope for line in board.lines):
        return f"({_fixed(3, first, last)}<>0)"
    return f"({_fixed(3, first, last)}={cell(row, 3)})"


def _rank(row: int, board: Board, rows: tuple[int, int], *, above: bool) -> str:
    """Return a place as an expression: a high index is good, many shortcomings are bad."""
    better = ">" if (len(board.headings) <= _INDEX_FIGURES) == above else "<"
    first, last = rows
    return (
        f"(SUMPRODUCT({_scope(row, board, first, last)}*({_scores(board, first, last)}{better}{_score(row, board)}))+1)"
    )


def _same(row: int, board: Board, first: int, last: int) -> str:
    return f"{_scope(row, board, first, last)}*({_scores(board, first, last)}={_score(row, board)})"


def _colour(page: Page, first: int, last: int) -> None:
    light_words(page, (first, 0, last, 0), {"红榜": Light.AHEAD, "黑榜": Light.BEHIND})

"""Which places do units have over the year, by index and points, and which proposals follow? The sheet 考核排名."""

from collections.abc import Sequence

from toolkit.model.assessment import Assessment, IndexLine, IndexPart, Merit, Proposal, ScoreTable
from toolkit.model.clause import Criterion
from toolkit.model.figures import NO_DATA
from toolkit.model.formula import Formula
from toolkit.model.ledger import Consolidation
from toolkit.workbooks.books import grade_columns, score_sheet
from toolkit.workbooks.sheet.criteria import NO_VALUE, Figures, in_cell
from toolkit.workbooks.sheet.page import Page, Value, block, cell, lines_needed
from toolkit.workbooks.sheet.styles import trait_of

NAME = "考核排名"
HEADER = 3
WEIGHTS = HEADER + 1
FIRST = HEADER + 2
_LABELS = 3  # place, unit, scope
# The readings that the sheet states.
_TOLD = ("ranking_scope", "index_weights", "ranking_ties", "ranking_absent", "performance_points", "performance_by")
_LEAST = 11  # the proposals' sentences need room
PROPOSED = "只作提请研究的建议：是否办理由有权决定的机关研究决定，本表不生成任何文书，也不对外发送。"


def index_cell(number: int, assessment: Assessment) -> str:
    """Return the address of a line's index, for another sheet; ``number`` counts the lines from 0."""
    return cell(FIRST + number, _LABELS + len(assessment.parts), NAME)


def completion_cells(number: int, assessment: Assessment) -> list[str]:
    """Return the addresses of a line's completions, for another sheet."""
    return [cell(FIRST + number, _LABELS + part, NAME) for part in _completed(assessment.parts)]


def write_ranking(page: Page, result: Consolidation, figures: Figures) -> None:
    """Write the index, the points and the proposals, as far as the scheme asks for them."""
    assessment = result.assessment or Assessment()
    last_column = _last_column(assessment)
    page.span(0, 0, 0, last_column, f"{result.scheme.jurisdiction}{result.period.label}招商引资考核排名", "title")
    page.height(0, 32)
    page.span(1, 0, 1, last_column, _hint(result, assessment), "subtitle")
    page.height(1, 14.0 * lines_needed(_hint(result, assessment), 12 * (last_column + 1)) + 6)
    page.widths(8, 24, 13, *[13.0] * (last_column - 2))
    row = HEADER
    if assessment.index:
        row = _write_index(page, assessment, figures) + 2
    if assessment.scores is not None:
        for table in assessment.scores.tables:
            row = _write_points(page, result, table, row) + 2
    if result.scheme.rules.consequences:
        row = _write_proposals(page, assessment, row, last_column)
    page.sheet.freeze_panes(FIRST if assessment.index else HEADER + 1, 2)
    page.printed("A3", row, last_column, None, result.scheme.imprint)


def _last_column(assessment: Assessment) -> int:
    index = _LABELS + len(assessment.parts) + 2 + 2 * len(_completed(assessment.parts)) if assessment.index else 0
    tables = assessment.scores.tables if assessment.scores else ()
    points = max((len(table.rules) + 4 + len(grade_columns.headings(table)) for table in tables), default=0)
    return max(index, points, _LEAST) - 1


def _completed(parts: Sequence[IndexPart]) -> list[int]:
    return [number for number, part in enumerate(parts) if part.measure == "completion"]


def _hint(result: Consolidation, assessment: Assessment) -> str:
    said = []
    if assessment.index:
        how = "权重按规则写明的" if assessment.stated_weights else "文件没有写权重，是本办公室设定的"
        most = "完成率最多计100%" if assessment.is_capped else "完成率超过100%的照实计"
        said.append(
            f"综合指数＝各项数值按权重平均，{how}；{most}；没有任务的项不计，其余各项权重相应放大；有一项{NO_DATA}的不计指数、不排名。"
        )
    if assessment.scores is not None:
        said.append("计分按计分台账和项目台账逐条计算，每一分的来源见“计分台账”“计分明细”。")
    said.append("名次相同的并列，下一名顺延（1、2、2、4）。")
    scopes = {line.scope for line in assessment.index} - {""}
    if scopes:
        said.append(f"排名范围：{'、'.join(sorted(scopes))}。")
    readings = [reading for reading in result.scheme.readings if reading.id in _TOLD]
    said += [f"{reading.question}现用：{reading.meaning}。" for reading in readings]
    return "".join([*said, *assessment.gaps])


def _write_index(page: Page, assessment: Assessment, figures: Figures) -> int:
    """Write one row per target row and return the last; amounts stand right of the places."""
    parts, lines = assessment.parts, assessment.index
    index = _LABELS + len(parts)
    heads: list[Value] = ["名次", "单位", "范围", *(part.name for part in parts), "综合指数", "倒数"]
    page.row(HEADER, heads, "header")
    page.height(HEADER, 34)
    page.span(WEIGHTS, 0, WEIGHTS, 2, "权重（%）", "cell", "center", "subtotal")
    for number, part in enumerate(parts):
        page.put(WEIGHTS, _LABELS + number, part.percent, "cell", "decimal", "subtotal")
    page.row(WEIGHTS, ["", ""], "cell", "subtotal", column=index)
    for offset, number in enumerate(_completed(parts)):
        indicator = parts[number].indicator
        page.row(
            HEADER, [f"{indicator.name}\n目标（{indicator.unit}）", "完成"], "header", column=index + 2 + 2 * offset
        )
        page.row(WEIGHTS, ["", ""], "cell", "subtotal", column=index + 2 + 2 * offset)
    last = FIRST + len(lines) - 1
    for row, line in enumerate(lines, FIRST):
        _write_line(page, row, line, assessment, figures, last)
    return last


def _write_line(page: Page, row: int, line: IndexLine, assessment: Assessment, figures: Figures, last: int) -> None:
    parts = assessment.parts
    index = _LABELS + len(parts)
    page.put(row, 1, line.label, "cell", "left", "wrap")
    page.put(row, 2, line.scope or line.kind, "cell", "center", "wrap")
    amounts = {number: index + 2 + 2 * offset for offset, number in enumerate(_completed(parts))}
    of_row = Criterion("target_row", "=", line.key)
    for number, (part, value) in enumerate(zip(parts, line.values, strict=True)):
        nothing = figures.nothing(part.indicator, of_row)
        shown = nothing if value is None else value
        if number not in amounts:
            text = figures.text(part.indicator, Criterion("target_row", "=", line.key))
            page.put(row, _LABELS + number, Formula(f"={text}", shown), "cell", "rate")
            continue
        goal, actual = cell(row, amounts[number]), cell(row, amounts[number] + 1)
        share = f"MIN(1,{actual}/{goal})" if assessment.is_capped else f"{actual}/{goal}"
        text = f'=IF(N({goal})=0,"{NO_VALUE}",{share})'
        if nothing == NO_DATA:
            text = f'=IF(N({goal})=0,"{NO_VALUE}",IF(ISTEXT({actual}),{actual},{share}))'
        without = nothing if line.targets[number] else NO_VALUE
        page.put(row, _LABELS + number, Formula(text, without if value is None else value), "cell", "rate")
        _write_amounts(page, row, amounts[number], part, line, number, figures)
    page.put(row, index, _index_formula(row, len(parts), line), "cell", "rate", "total")
    page.put(row, 0, _place(row, index, last, line, ">"), "cell", "plain", "bold")
    page.put(row, index + 1, _place(row, index, last, line, "<"), "cell", "plain", "quiet")
    page.height(row, max(20, 14.0 * lines_needed(line.label, 24) + 4))


def _write_amounts(
    page: Page, row: int, column: int, part: IndexPart, line: IndexLine, number: int, figures: Figures
) -> None:
    goal, actual = line.targets[number], line.actuals[number]
    look = trait_of(part.indicator)
    page.put(row, column, None if goal is None else in_cell(part.indicator, goal), "cell", look)
    text = figures.text(part.indicator, Criterion("target_row", "=", line.key))
    nothing = figures.nothing(part.indicator, Criterion("target_row", "=", line.key))
    value = nothing if actual is None else in_cell(part.indicator, actual)
    page.put(row, column + 1, Formula(f"={text}", value), "cell", look)


def _index_formula(row: int, parts: int, line: IndexLine) -> Formula:
    """Return the weighted mean of the known parts; a spreadsheet's SUMPRODUCT counts 「—」 as 0."""
    weights = cell(WEIGHTS, _LABELS, NAME).split("!")[1] + ":" + cell(WEIGHTS, _LABELS + parts - 1, NAME).split("!")[1]
    values = block(row, _LABELS, row, _LABELS + parts - 1)
    whole = f"SUMPRODUCT({weights}*ISNUMBER({values}))"
    text = f"ROUND(SUMPRODUCT({weights},{values})/{whole},6)"
    text = f'=IF(OR({whole}=0,COUNTIF({values},"{NO_DATA}")>0),"{NO_VALUE}",{text})'
    return Formula(text, NO_VALUE if line.index is None else line.index)


def _place(row: int, index: int, last: int, line: IndexLine, than: str) -> Formula:
    """Return the place among the lines of the same scope; ties are shared, the next place is skipped."""
    here, scope = cell(row, index), cell(row, 2)
    scores, scopes = _column(index, FIRST, last), _column(2, FIRST, last)
    same = f"({scopes}={scope})*" if line.scope else ""
    value = line.rank if than == ">" else line.bottom
    text = f'=IF(ISNUMBER({here}),SUMPRODUCT({same}ISNUMBER({scores})*({scores}{than}{here}))+1,"{NO_VALUE}")'
    return Formula(text, NO_VALUE if value is None else value)


def _column(column: int, first: int, last: int) -> str:
    start, end = (cell(row, column, NAME).split("!")[1] for row in (first, last))
    return f"{start}:{end}"


def _write_points(page: Page, result: Consolidation, table: ScoreTable, row: int) -> int:
    """Write one row per unit: its points under each rule, their sum and its place; return the last row."""
    rules = table.rules
    total = 2 + len(rules)
    graded = grade_columns.headings(table)
    scores = score_sheet.scores_of(result)
    merit, unplaced = scores.merit if not table.span else None, scores.unplaced or bool(table.untold)
    more = [f"折入绩效\n（满分{merit.full}）"] if merit else []
    beside = total + len(graded) + 1
    page.span(row, 0, row, beside - 1 + len(more), table.title, "section")
    heads: list[Value] = [
        "名次",
        result.scheme.unit_word,
        *(f"{rule.name}\n{rule.id}" for rule in rules),
        "合计",
        *graded,
        *more,
    ]
    page.row(row + 1, heads, "header")
    page.height(row + 1, 62)
    first, last = row + 2, row + 1 + len(table.places)
    for at, place in enumerate(table.places, first):
        page.put(at, 1, place.name, "cell", "left")
        for number, rule in enumerate(rules):
            page.put(at, 2 + number, score_sheet.sum_of(result, place.name, rule.id, table.span), "cell", "points")
        here = block(at, 2, at, total - 1)
        whole = NO_VALUE if place.name in table.untold else Formula(f"=ROUND(SUM({here}),2)", place.score)
        page.put(at, total, whole, "cell", "points", "total")
        if merit:
            page.put(
                at, beside, _merit(merit, place.name, cell(at, total), _column(total, first, last)), "cell", "points"
            )
        rank = Formula(f"=RANK({cell(at, total)},{_column(total, first, last)})", place.rank)
        page.put(at, 0, NO_VALUE if unplaced else rank, "cell", "plain", "bold")
        page.height(at, 20)
    return grade_columns.write_grades(page, result, table, (first, last, total)) if graded else last


def _merit(merit: Merit, unit: str, total: str, totals: str) -> Formula:
    whole = f'SUMIF({totals},">0")' if merit.by_sum else f"MAX(0,{totals})"
    return Formula(f"=IF({whole}=0,0,ROUND(MAX(0,{total})/{whole}*{merit.full},2))", merit.values.get(unit, 0.0))


def _write_proposals(page: Page, assessment: Assessment, row: int, last_column: int) -> int:
    """Write the proposals for the last places, each with its ranks and clause; return the last row."""
    page.span(row, 0, row, last_column, "拟提请研究的事项", "section")
    page.span(row + 1, 0, row + 1, last_column, PROPOSED, "remark")
    heads = ((0, 0, "序号"), (1, 1, "单位"), (2, 2, "状态"), (3, 5, "名次"), (6, 8, "建议"), (9, last_column, "依据"))
    for first, last, heading in heads:
        page.span(row + 2, first, row + 2, last, heading, "header")
    if not assessment.proposals and not assessment.withheld:
        page.span(row + 3, 0, row + 3, last_column, "没有符合条款的单位。", "cell", "center", "quiet")
        return row + 3
    for number, proposal in enumerate(assessment.proposals, 1):
        place = row + 2 + number
        values = _proposal(number, proposal)
        for (first, last, _), value in zip(heads, values, strict=True):
            page.span(place, first, place, last, value, "cell", "wrap", "center" if first in (0, 2) else "left")
        needed = max(
            lines_needed(str(value), 13.0 * (last - first + 1))
            for (first, last, _), value in zip(heads[3:], values[3:], strict=True)
        )
        page.height(place, 14.0 * max(needed, 2) + 6)
    last = row + 2 + len(assessment.proposals)
    for said in assessment.withheld:
        last += 1
        page.span(last, 0, last, last_column, said, "cell", "wrap", "left", "warning")
        page.height(last, 14.0 * lines_needed(said, 13.0 * (last_column + 1)) + 6)
    return last


def _proposal(number: int, proposal: Proposal) -> list[Value]:
    consequence = proposal.consequence
    ranks = "\n".join(str(place) for place in proposal.places)
    action = f"{consequence.name}（对象：{consequence.on}；由{consequence.by}办理）：{consequence.action}"
    basis = f"原文：“{consequence.citation.quote}”"
    return [number, proposal.unit, proposal.state, ranks, action, basis]

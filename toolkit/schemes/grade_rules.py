"""Which 等次 does a rulebook give, and what moves a unit up or down? The tables grade and grade_change."""

from collections.abc import Collection, Mapping, Sequence

from toolkit.model.clause import Citation
from toolkit.model.grades import Grade, GradeChange
from toolkit.model.rules import Rules
from toolkit.model.scheme import Indicator
from toolkit.schemes.criteria import conditions
from toolkit.schemes.figure_tests import figure_tests
from toolkit.schemes.rules import COUNTED
from toolkit.schemes.slips import meant, several
from toolkit.schemes.toml_table import TomlTable

Known = Mapping[str, Indicator]
SPANS = ("quarter", "year")
EFFECTS = ("up", "down", "most")
REASONS = ("criteria", "event", "where")


def read_grade(
    table: TomlTable, citation: Citation, _: Mapping[str, str], known: Known, parts: Collection[str]
) -> Grade:
    """Return one 等次; ``parts`` are the ids of [[score]]."""
    share = table.quantity("share")
    if share is not None and not 0 < share <= 1:
        table.note("share", f"写作 {share}，30% 写 0.3。")
        share = 1
    return Grade(
        id=table.text("id"),
        name=table.text("name"),
        citation=citation,
        least=table.points("least") if table.has("least") else None,
        best=table.number("best", 1, least=1) if table.has("best") else None,
        share=share,
        where=figure_tests(table, "where", known, parts),
        every=table.one_of("every", SPANS, "year"),
        kinds=table.texts("kinds"),
    )


def read_change(
    table: TomlTable, citation: Citation, _: Mapping[str, str], known: Known, parts: Collection[str]
) -> GradeChange:
    """Return what moves a unit to a better or a worse 等次, or keeps it from one."""
    said = [key for key in EFFECTS if table.has(key)]
    if len(said) != 1:
        table.note("up", "与 down、most 三者必须且只能写一个：晋几档、降几档，或最高定为哪一等次。")
    if not any(table.has(key) for key in REASONS):
        table.note("where", "与 criteria、event 三者至少写一个：什么情况下晋档、降档。")
    criteria = conditions(table, "criteria")
    return GradeChange(
        id=table.text("id"),
        name=table.text("name"),
        citation=citation,
        up=table.number("up", 0, least=1),
        down=table.number("down", 0, least=1),
        most=table.text("most", ""),
        criteria=(COUNTED, *criteria) if criteria else (),
        event=table.text("event", ""),
        minimum=table.number("minimum", 1, least=1),
        where=figure_tests(table, "where", known, parts),
        every=table.one_of("every", SPANS, "year"),
        kinds=table.texts("kinds"),
    )


def check_grades(root: TomlTable, rules: Rules, kinds: Collection[str]) -> None:
    """Enter a slip for grades that nobody can come to, and for changes that name a grade which is none."""
    names = [one.name for one in rules.grades]
    for number, one in enumerate(rules.grades):
        _check_kinds(root, "grade", one.id, one.kinds, kinds)
        before = rules.grades[:number]
        above = next((other for other in before if _is_above(one, other)), None)
        if above is not None:
            told = f"“{above.name}”{above.least:g}分，排在它后面的“{one.name}”{one.least:g}分"
            root.note("grade", f"里{told}：等次要从高到低排，least 应一个比一个小。")
        if any(other.name == one.name and _overlap(other, one) for other in before):
            root.note("grade", f"里的“{one.name}”写了两次，分不清是哪一个。")
        free = next((other for other in before if _is_free(other) and _covers(other, one)), None)
        if free is not None:
            root.note("grade", f"里“{free.name}”没有写条件，排在它后面的“{one.name}”没有单位能得到。请把它放在最后。")
    for change in rules.grade_changes:
        _check_kinds(root, "grade_change", change.id, change.kinds, kinds)
        if change.most and change.most not in names:
            root.note(
                "grade_change",
                f"里 {change.id} 的等次“{change.most}”不是 [[grade]] 的名称。{meant(change.most, names)}",
            )
    if rules.grade_changes and not rules.grades:
        root.note("grade_change", "写了，但没有 [[grade]]：没有等次可以晋、降。")
    if rules.grades and not rules.scores:
        root.note("grade", "写了，但没有 [[score]]：等次按总分定。")
    spans = [*(one.every for one in rules.grades), *(one.every for one in rules.grade_changes)]
    if rules.carry is None and "quarter" in spans:
        root.note("grade", "里按季度的，要有 [[carry]]：季度得分怎样折入年度。")


def _check_kinds(root: TomlTable, table: str, id: str, named: Sequence[str], kinds: Collection[str]) -> None:
    for kind in named:
        if kind not in kinds:
            root.note(
                table, f"里 {id} 的单位类别“{kind}”，units.csv 里没有。{several(kind, kinds) or meant(kind, kinds)}"
            )


def _overlap(one: Grade, other: Grade) -> bool:
    return one.every == other.every and (not one.kinds or not other.kinds or bool({*one.kinds} & {*other.kinds}))


def _is_above(one: Grade, other: Grade) -> bool:
    """Tell whether a grade asks for more points than one that stands before it."""
    return one.least is not None and other.least is not None and one.least > other.least and _overlap(one, other)


def _is_free(one: Grade) -> bool:
    return one.least is None and one.best is None and one.share is None and not one.where


def _covers(one: Grade, other: Grade) -> bool:
    return one.every == other.every and (not one.kinds or (bool(other.kinds) and {*other.kinds} <= {*one.kinds}))

"""What did a unit change in the form that held its projects already? One sentence for its table, project by project."""

from collections.abc import Callable, Iterator
from decimal import Decimal

from toolkit.model.cells import CellRef
from toolkit.model.findings import Finding, found
from toolkit.model.form import BASE_COLUMNS, COUNTY_COLUMNS, OPTIONAL_COLUMNS, FormColumn
from toolkit.model.money import in_yi
from toolkit.model.own_columns import is_own, own_heading
from toolkit.model.submission import Project, Submission

# More projects than these are counted, not named.
NAMED = 10
EMPTY = "空"
Before = Callable[[Project], Project | None]


def form_changes(submission: Submission, before: Before) -> Iterator[Finding]:
    """Say what differs from the last month, in a table that states 编号: in which projects, and what was and is.

    ``before`` finds a project as it was reported last.
    """
    stated = [one for one in submission.projects if "project_number" in one.columns]
    pairs = [(one, old) for one in stated if (old := before(one)) is not None]
    if not pairs:
        return
    changed = [(one, words) for one, old in pairs if (words := list(_changes(old, one)))]
    named = "；".join(f"{one.number or ''}“{one.name}”{'，'.join(words)}" for one, words in changed[:NAMED])
    more = f"等{len(changed)}个项目" if len(changed) > NAMED else ""
    parts = [f"改动 {len(changed)} 个：{named}{more}"] if changed else ["没有改动过的项目"]
    if same := len(pairs) - len(changed):
        parts.append(f"照旧 {same} 个")
    if new := len(stated) - len(pairs):
        parts.append(f"新增 {new} 个")
    yield found("form_changes", CellRef(submission.file, submission.sheet), said="；".join(parts))


def _changes(old: Project, new: Project) -> Iterator[str]:
    own = (FormColumn(own_heading(name), 0, "", "", name) for name in new.columns if is_own(name))
    for column in (*BASE_COLUMNS, *OPTIONAL_COLUMNS, *COUNTY_COLUMNS, *own):
        if column.field and column.field in new.columns:
            was, now = getattr(old, column.field), getattr(new, column.field)
            if was != now:
                yield f"{column.heading.partition('（')[0]} {_words(column, was)}→{_words(column, now)}"


def _words(column: FormColumn, value: object) -> str:
    if value is None or value == "":
        return EMPTY
    if isinstance(value, bool):
        return "是" if value else "否"
    if column.field.endswith("_yuan") and isinstance(value, int):
        return f"{in_yi(value)}亿元" if is_own(column.field) else in_yi(value)
    if column.field.endswith("_usd") and isinstance(value, int):
        return format((Decimal(value) / 10_000).normalize(), "f")
    return f"{value:g}" if isinstance(value, float) else str(value)

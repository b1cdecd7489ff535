"""Where are the books that a document asks for? In 考核: begun, added to, read, and printed as Word."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from toolkit.assessment.kept_books import expected_lines, lacking, state_of
from toolkit.files import saving
from toolkit.intake.office.kept_books import read_kept
from toolkit.mail.names import safe_name
from toolkit.model.documents import chinese_date
from toolkit.model.findings import Finding
from toolkit.model.kept_books import BookState, KeptLine, line_words
from toolkit.model.ledger import Consolidation
from toolkit.model.period import ReportingPeriod
from toolkit.model.rules import Register
from toolkit.workflow.steps.answers import previous_of
from toolkit.workflow.steps.tables import office_name, template
from toolkit.workflow.steps.workspace import Workspace

LONGEST_NAME = 40  # characters of a line in a file's name


def books_of(workspace: Workspace) -> list[Register]:
    """Return the books that the scheme asks the office to keep."""
    return [register for register in workspace.scheme.rules.registers if register.is_book]


def need_a_month(workspace: Workspace) -> bool:
    """Tell whether a book's lines come from a month's projects."""
    return any(register.rows == "projects" for register in books_of(workspace))


def read_kept_books(
    workspace: Workspace, period: ReportingPeriod
) -> tuple[Mapping[str, tuple[KeptLine, ...]], tuple[Finding, ...]]:
    """Return the lines of every book that the office has begun, by name, and what is wrong in them."""
    kept: dict[str, tuple[KeptLine, ...]] = {}
    findings: list[Finding] = []
    for register in books_of(workspace):
        path = workspace.kept_book(register.name)
        if path.exists():
            kept[register.name], found = read_kept(path, register, workspace.scheme, period)
            findings += found
    return kept, tuple(findings)


def book_states_on(workspace: Workspace, period: ReportingPeriod, as_of: date) -> tuple[BookState, ...]:
    """Return how the books stand without a month's result: the projects of a book are those in it."""
    (kept, _), scheme = read_kept_books(workspace, period), workspace.scheme
    return tuple(
        state_of(one, expected_lines(one, scheme), kept.get(one.name), period, as_of, scheme.accounting)
        for one in books_of(workspace)
    )


def write_kept_books(workspace: Workspace, result: Consolidation | None = None) -> list[Path]:
    """Begin each book that is not there, add lines to those that lack some; return what was written.

    What a person filled in stays as it is; before lines are added the book is kept as （上次）.
    """
    from toolkit.workbooks.forms.kept_book import added_lines, drawn_kept_book

    scheme = workspace.scheme
    units = [unit.name for unit in scheme.units]
    written = []
    for register in books_of(workspace):
        path, expected = workspace.kept_book(register.name), expected_lines(register, scheme, result)
        if not path.exists():
            written.append(saving.save(drawn_kept_book(register, expected, units), path))
            continue
        period = result.period if result is not None else ReportingPeriod(scheme.year, 1)
        lines, _ = read_kept(path, register, scheme, period)
        if missing := lacking(register, expected, lines):
            content = added_lines(path, register, missing)
            saving.refuse_open(path)
            saving.copy(path, previous_of(path))
            saving.replace(content, path)
            written.append(path)
    return written


def print_kept_books(workspace: Workspace, result: Consolidation) -> list[Path]:
    """Write each book that is to be signed or hung up as Word, and return where: a table, or a form for each line.

    A book that the office has not begun is printed with the lines that the document itself states.
    """
    from toolkit.documents.books.kept_book import KeptPaper, as_form, as_table
    from toolkit.documents.paper.render import render

    period, scheme = result.period, result.scheme
    kept, _ = read_kept_books(workspace, period)
    folder = workspace.kept_papers(period)
    office, until = office_name(scheme), chinese_date(period.reached(result.as_of))
    written = []
    for register in books_of(workspace):
        lines = tuple(line.texts for line in kept.get(register.name, ()))
        lines = lines or tuple(line.texts for line in expected_lines(register, scheme, result))
        paper = KeptPaper(register, lines, scheme.jurisdiction, until, office, scheme.cited_title)
        if register.paper == "table":
            own = template("台账.docx", workspace.templates)
            written.append(render(own, as_table(paper), folder / f"{register.name}.docx"))
        elif register.paper == "each":
            own = template("台账单页.docx", workspace.templates)
            for number, line in enumerate(lines or ({},), 1):
                words = line_words(line, register).replace("/", "、")[:LONGEST_NAME] or f"空白{number}"
                name = safe_name(f"{register.name}（{words}）.docx")
                twin = folder / name in written
                out = folder / (name.replace("）.docx", f"{number}）.docx") if twin else name)
                written.append(render(own, as_form(paper, line), out))
    return written

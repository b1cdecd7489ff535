"""Which sheets does an assessment add to a workbook? Only those that the scheme asks for."""

from collections.abc import Callable, Mapping
from functools import partial

from toolkit.model.ledger import Consolidation
from toolkit.workbooks.books import (
    assessment_lists,
    assessment_ranking,
    calendar_sheet,
    conduct_sheet,
    kept_books_sheet,
    library_sheets,
    score_sheet,
    tracker_sheet,
)
from toolkit.workbooks.sheet.criteria import Figures
from toolkit.workbooks.sheet.page import Page

Writer = Callable[[Page, Consolidation, Figures], object]


def _plain(write: Callable[[Page, Consolidation], None]) -> Writer:
    return lambda page, result, _: write(page, result)


def _library(name: str, page: Page, result: Consolidation, figures: Figures) -> None:
    register = next(one for one in library_sheets.wanted(result) if one.name == name)
    library_sheets.write_library(page, result, figures, register)


def planned(result: Consolidation) -> Mapping[str, Writer]:
    """Return the sheets by name, in order; none for a result without an assessment."""
    assessment = result.assessment
    if assessment is None:
        return {}
    sheets: dict[str, Writer] = {}
    if assessment.index or assessment.scores is not None:
        sheets[assessment_ranking.NAME] = assessment_ranking.write_ranking
    if assessment.boards:
        sheets[assessment_lists.NAME] = _plain(assessment_lists.write_lists)
    if result.scheme.rules.performance or assessment.boards:
        sheets[conduct_sheet.NAME] = _plain(conduct_sheet.write_conduct)
    if assessment.scores is not None:
        sheets[score_sheet.NAME] = _plain(score_sheet.write_scores)
        sheets[score_sheet.ITEMS] = _plain(score_sheet.write_items)
    if assessment.tracked or assessment.pairs:
        sheets[tracker_sheet.NAME] = _plain(tracker_sheet.write_tracker)
    if assessment.kept:
        sheets[kept_books_sheet.NAME] = _plain(kept_books_sheet.write_kept_books)
    for register in library_sheets.wanted(result):
        sheets[register.name] = partial(_library, register.name)
    sheets[calendar_sheet.NAME] = _plain(calendar_sheet.write_calendar)
    return sheets


def write_assessment(pages: Mapping[str, Page], result: Consolidation, figures: Figures) -> None:
    """Write the planned sheets on the pages of their names."""
    for name, write in planned(result).items():
        write(pages[name], result, figures)

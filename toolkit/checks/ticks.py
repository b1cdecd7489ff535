"""Did a unit tick what its 行业 plainly is not? It is asked once for a 行业; what it ticked counts meanwhile."""

from collections.abc import Iterator

from toolkit.model.doubts import DoubtKind
from toolkit.model.findings import Finding, Severity, found
from toolkit.model.scheme import Scheme
from toolkit.model.submission import Submission
from toolkit.model.trade_ticks import asked_for, by_county, ticked_otherwise


def ticked_against_trade(submission: Submission, scheme: Scheme) -> Iterator[Finding]:
    """Yield the ticks that the 行业 contradicts, of columns that some figure depends on.

    Every trade is 工业 or not; the list of emerging industries names products, and the unit may know more of its
    project than the word 行业 tells: that is only told.
    """
    kinds = asked_for(scheme)
    for project in submission.projects:
        if project.industrial is None and project.emerging is None:
            continue
        trade = by_county(project, scheme.industrial, scheme.emerging)
        for one in ticked_otherwise(project, trade):
            if one.kind in kinds:
                weight = None if one.kind is DoubtKind.TRADE else Severity.NOTE
                yield found("ticked_otherwise", project.cell(one.column), weight, why=one.why)

"""Which column holds which field, where a qualifier takes the field away or two columns might both be it?

The heading that names the field most plainly wins; of two that name the same money or day equally plainly none is
read, and both are asked about.  到位资金 is three fields: paid in this month, this year to date, and since the start.
"""

from collections.abc import Iterable, Mapping

from msgspec import Struct, field
from msgspec.structs import replace

from toolkit.intake.values.headings import Mode, Qualifiers, Span, qualifiers
from toolkit.model.expressions import expression
from toolkit.model.own_columns import is_own

MONEY_IN = "paid_in_yuan"
WHOLE_YEAR = ("fdi_usd", "contract_usd", "trade_yuan", "land_mu", "floor_sqm", "idle_mu")
DAYS = ("signed_on", "registered_on", "started_on", "produced_on", "moved_in_on")
# Of these a second column is no mere repetition: what is read would depend on the order of the columns.
EXACTING = ("investment_yuan", MONEY_IN, "paid_in_month_yuan", "paid_in_total_yuan", *WHOLE_YEAR, *DAYS)
# A heading that covers more columns than this is a title of the table, not a qualifier of its figures.
WIDEST_GROUP = 4
# Where two columns hold words of a field, the one that has these in its heading holds it.
_PLAINEST = {"investment_yuan": expression(r"总投资|投资总|总额"), "progress": expression(r"进展")}
_PART = expression(r"其中")
# Money of one kind only, or without another: no part of 到位资金 is it.
_OF_A_KIND = expression(
    r"不含|不包括|除外|仅[含指计]|(?:境外|自有|自筹|贷款|设备|土建|财政)(?:资金|投资|款)?(?=到位|到资)|(?:到位|到资)(?:境外|自有|自筹|贷款|设备)"
)


class Claim(Struct, frozen=True):
    """A column's claim to a field: how plainly its heading names it (0 most plainly), and what else the heading says.

    ``degrees``: the cells below say how much is done, as numbers or per cent.
    """

    column: int
    name: str
    plainness: int
    heading: str
    hidden: bool = False
    degrees: bool = False


class Choice(Struct):
    """Field → column; fields that several columns claim; columns whose span is in doubt, with the kind of finding."""

    columns: dict[str, int] = field(default_factory=dict)
    rivals: dict[str, tuple[int, ...]] = field(default_factory=dict)
    doubts: dict[int, tuple[str, str]] = field(default_factory=dict)


def choose(claims: Iterable[Claim], year: int, *, by_year: bool = False) -> Choice:
    """Return which claims hold for a table of ``year``, every column at most once and every field at most once.

    ``by_year`` is for the authoritative system's export: what it calls 累计 is the year's sum (LZ annex 1, note 3).
    """
    meant = [(claim, qualifiers(claim.heading, year)) for claim in claims]
    if by_year:
        meant = [(claim, replace(said, span=_yearly(said.span))) for claim, said in meant]
    spans = {said.span for claim, said in meant if claim.name == MONEY_IN and said.happened}
    choice = Choice()
    standing: dict[str, list[tuple[tuple[bool, int, int], Claim]]] = {}
    for claim, said in meant:
        name, doubt = _field(claim, said, spans)
        if doubt:
            choice.doubts[claim.column] = (doubt, claim.name)
        if name:
            weight = 0 if claim.name not in _PLAINEST or _PLAINEST[claim.name].search(claim.heading) else 1
            standing.setdefault(name, []).append(((claim.hidden, weight, claim.plainness), claim))
    for name, ranked in standing.items():
        ranked.sort(key=lambda pair: (pair[0], pair[1].column))
        first, *others = ranked
        equal = [claim.column for rank, claim in others if rank == first[0]]
        if equal and (name in EXACTING or is_own(name)) and not first[1].hidden:
            choice.rivals[name] = (first[1].column, *equal)
        else:
            choice.columns[name] = first[1].column
    return choice


def _yearly(span: Span) -> Span:
    return Span.UNSAID if span is Span.CUMULATIVE else span


def _field(claim: Claim, said: Qualifiers, spans: set[Span]) -> tuple[str, str]:
    """Return the field that a claim comes to, '' for none, and the doubt to be asked about, '' for none."""
    if claim.name == "investment_yuan":
        return _investment(claim, said), ""
    if claim.name == MONEY_IN:
        return ("", "") if _OF_A_KIND.search(claim.heading) else _money_in(said, spans)
    if claim.name in WHOLE_YEAR:
        if not said.happened or said.span is Span.OTHER_YEAR:
            return "", ""
        if said.span in (Span.MONTH, Span.PART_OF_YEAR, Span.SINCE_START):
            return "", "column_span_other"
        return (claim.name, "") if said.span is not Span.CUMULATIVE else ("", "column_span_unclear")
    if claim.name == "progress" and (claim.degrees or said.mode is Mode.RATE):
        return "", "column_of_degrees"
    if claim.name in DAYS or claim.name == "progress":
        return (claim.name if said.mode in (Mode.UNSAID, Mode.ACTUAL) else ""), ""
    return claim.name, ""


def _investment(claim: Claim, said: Qualifiers) -> str:
    """投资总额 is planned by nature; a year's or a month's part of it, what is done of it, and a rate are not it."""
    parts = (Span.MONTH, Span.PART_OF_YEAR, Span.YEAR, Span.OTHER_YEAR, Span.SINCE_START)
    total = said.span is not Span.CUMULATIVE or "累计" not in claim.heading
    return "investment_yuan" if said.mode in (Mode.UNSAID, Mode.PLANNED) and said.span not in parts and total and not _PART.search(claim.heading) else ""  # fmt: skip


def _money_in(said: Qualifiers, spans: set[Span]) -> tuple[str, str]:
    """Which of the three quantities: alone, 累计 may be since January or since the start, and is asked about."""
    if not said.happened or said.span is Span.OTHER_YEAR:
        return "", ""
    if said.span is Span.YEAR:
        return MONEY_IN, ""
    if said.span is Span.SINCE_START:
        return "paid_in_total_yuan", ""
    beside_year = Span.YEAR in spans
    if said.span is Span.PART_OF_YEAR:
        # A quarter's money is nobody's figure; beside the year's own column it needs no word.
        return "", "" if spans & {Span.YEAR, Span.UNSAID} else "column_span_other"
    if said.span is Span.MONTH:
        alone = not spans & {Span.YEAR, Span.UNSAID}
        return "paid_in_month_yuan", "column_span_other" if alone else ""
    if said.span is Span.CUMULATIVE:
        return ("paid_in_total_yuan", "") if beside_year else ("", "column_span_unclear")
    return ("paid_in_total_yuan" if beside_year else MONEY_IN), ""


def qualifying(labels: Mapping[int, list[str]], column: int) -> str:
    """Return the rows of a column's heading that qualify its figures: what covers half the table does not."""
    wide = [text for text in labels[column] if sum(text in texts for texts in labels.values()) > WIDEST_GROUP]
    return "".join(text for text in labels[column] if text not in wide)

"""Which budgets does an 审批表 state? Item and amount, two to a line or apart by signs, and a total that is checked."""

from collections.abc import Iterator, Mapping
from decimal import ROUND_HALF_UP, Decimal

from msgspec.structs import replace

from toolkit.files.grid import RawCell, as_text
from toolkit.intake.trips.money import read_yuan
from toolkit.intake.trips.three_ways import Judge
from toolkit.intake.values.typed import compact
from toolkit.model.cells import CellRef
from toolkit.model.expressions import expression
from toolkit.model.findings import Finding, found
from toolkit.model.money import has_cents, in_yuan
from toolkit.model.trip_returns import ReturnedForm
from toolkit.model.trips import Expense, Trip

_TOTAL = expression(r"合[ \u3000]*计[:：]?[ \t\u3000]*([^（(\n\t]*)")
_TOTAL_LINE = expression(r"合[ \u3000]*计[:：]?[ \t\u3000]*[^（(\n\t]*?元?(?:[（(]大写[:：][^（）()]*[）)]|(?<=元)|$)")
# 「住宿费 3600元　伙食补助费 1,200元」: items and amounts with only spaces between them, if anything.
_SPACED = expression(
    r"(?P<item>[\u4e00-\u9fff（）()]*[\u4e00-\u9fff）)])[ \u3000]*"
    r"(?P<amount>[¥￥]?\d[\d,，.]*[ \u3000]*(?:(?:万|千|百)?元|万(?=$|[ \u3000])|(?=$|[ \u3000])))"
)
# Words before an amount that make it another than the item's: about, for each.
_NOT_EXACT = expression(r"[约近共每达超余]$|不超过|大概|左右|人均|每[人天次]")
_PAIRS = expression(r"[，；;、]|,(?!\d{3})")


def with_budget(trip: Trip, form: ReturnedForm, printed: Mapping[str, object], judge: Judge) -> Trip:
    """Take over budgets that were changed or added: 「住宿费<tab>4,800元」, two to a line, or 「住宿费：4,800元」."""
    # Long: each line's amount has three standings (as printed, as the register has it, as written), then the total.
    expenses = list(trip.expenses)
    words = as_text(form.values.get("money", ""))
    match = _TOTAL.search(words)
    before = dict(_amounts(as_text(form.printed.values.get("money", "")))) if form.printed else None
    # A form whose total is still the register's was printed from it: what differs in its lines was written by hand.
    stated = _total_in(words)
    printed_total = read_yuan(RawCell(str(printed.get("total", ""))), "合计").value
    fresh = "money" in form.edited or (stated is not None and stated == printed_total)
    total = Decimal(0)
    certain = True
    lines = as_text(form.printed.values.get("money", "")) if form.printed else ""
    printed_lines = {compact(line) for line in lines.split("\n")}
    for line in words.split("\n"):
        for part in () if compact(line) in printed_lines else _no_amounts(line):
            certain = False
            judge.findings.append(value_unread(form.ref, "经费预算", part, "住宿费：4,800元"))
    for item, amount in _amounts(words):
        yuan = read_yuan(RawCell(amount), item).value
        if yuan is None:
            judge.findings.append(value_unread(form.ref, item, amount, "4,800元"))
            certain = False
            continue
        total += yuan
        at = next((n for n, expense in enumerate(expenses) if as_text(expense.item) == item), None)
        if at is None:
            if before is None or item not in before:
                expenses.append(Expense(item, yuan, None))
        elif [as_text(expense.item) for expense in expenses].count(item) == 1 and not _reprinted(yuan, expenses[at]):
            now = _plain(expenses[at].budget_yuan)
            said = amount if yuan != expenses[at].budget_yuan else now
            # Prints of several versions part thousands or do not: amounts are held against each other as amounts.
            was = before.get(item, "") if before is not None else None
            stood = read_yuan(RawCell(was), item).value if was else None
            if judge.takes(f"{item}预算", said, now, was if stood is None else _plain(stood), edited=fresh):
                expenses[at] = replace(expenses[at], budget_yuan=yuan)
    # A total that still reads as printed was not reckoned anew: the lines say what changed.
    standing = sum((_whole(expense.budget_yuan) for expense in trip.expenses), Decimal(0))
    if certain and match and stated not in (total, standing, printed_total, _total_in(lines)):
        details = {"what": "经费预算", "typed": match[1], "total": in_yuan(total)}
        judge.findings.append(found("form_total_differs", form.ref, **details))
    return replace(trip, expenses=tuple(expenses))


def _total_in(text: str) -> Decimal | None:
    match = _TOTAL.search(text)
    return read_yuan(RawCell(match[1]), "合计").value if match else None


def _reprinted(typed: Decimal, standing: Expense) -> bool:
    """Tell whether a form only repeats an amount in whole 元, as forms showed it before they showed 角分."""
    return has_cents(standing.budget_yuan) and typed == _whole(standing.budget_yuan)


def _plain(yuan: Decimal) -> str:
    return f"{in_yuan(yuan, separated=False)}元" if yuan else ""


def _whole(yuan: Decimal) -> Decimal:
    return yuan.quantize(Decimal(1), ROUND_HALF_UP)


def _no_amounts(line: str) -> Iterator[str]:
    """Yield the parts of a line that say no item's amount: a third word between tabs, a part without a colon."""
    rest = _TOTAL_LINE.sub("", line, count=1)
    if rest != line:
        yield from filter(None, [rest.strip(" \t\u3000。，,；;")])
        return
    parts = [as_text(part) for part in line.split("\t")]
    if len(parts) > 1:
        parts += [""] * (len(parts) % 2)
        pairs = zip(parts[::2], parts[1::2], strict=True)
        yield from (item or yuan for item, yuan in pairs if bool(item) != bool(yuan))
        return
    for part in _PAIRS.split(line):
        if _pairs_in(part)[1]:
            yield as_text(part)


def _amounts(text: str) -> Iterator[tuple[str, str]]:
    """Yield (item, amount) of each pair, whatever separates them; the line 合计 is left out."""
    for line in text.split("\n"):
        parts = [as_text(part) for part in line.split("\t")]
        if len(parts) > 1:
            yield from ((item, yuan) for item, yuan in zip(parts[::2], parts[1::2], strict=False) if item and yuan)
            continue
        for part in _PAIRS.split(line):
            yield from ((item, amount) for item, amount in _pairs_in(part)[0] if "合计" not in item)


def _pairs_in(part: str) -> tuple[list[tuple[str, str]], bool]:
    """Return item and amount of a part, one apart by a colon or several by spaces, and whether it says anything else.

    >>> _pairs_in("住宿费：约3600元"), _pairs_in("城市间交通费 0.68万元　住宿费3600元")
    (([('住宿费', '约3600元')], False), ([('城市间交通费', '0.68万元'), ('住宿费', '3600元')], False))
    >>> _pairs_in("住宿费3人4天1200元"), _pairs_in("住宿费约3600元")
    (([], True), ([], True))
    """
    spaced = [(as_text(match["item"]), as_text(match["amount"])) for match in _SPACED.finditer(part)]
    exact = not any(_NOT_EXACT.search(item) for item, _ in spaced)
    if spaced and exact and not _SPACED.sub("", part).strip(" \t\u3000。."):
        return spaced, False
    item, colon, amount = part.replace("：", ":").partition(":")
    pair = bool(colon and as_text(item) and as_text(amount))
    return ([(as_text(item), as_text(amount))], False) if pair else ([], bool(as_text(part)))


def value_unread(ref: CellRef, column: str, typed: str, example: str) -> Finding:
    """Return that a value was not understood, with an example of how it is written."""
    return found("form_value_unread", ref, column=column, typed=typed, example=example)

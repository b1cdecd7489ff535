"""What does a filled-in 经费使用情况表 say a trip cost? One line for each item, found by the heads of its columns."""

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from msgspec.structs import replace

from toolkit.files.grid import RawCell, as_text
from toolkit.intake.trips.form_labels import HEAD_LABELS, label_of
from toolkit.intake.trips.money import read_yuan
from toolkit.intake.trips.three_ways import Judge
from toolkit.intake.trips.word_rows import WordCell
from toolkit.intake.values.typed import compact
from toolkit.model.cells import CellRef
from toolkit.model.expressions import expression
from toolkit.model.figures import said_rate
from toolkit.model.findings import Finding, found
from toolkit.model.money import in_yuan, yuan_in_capitals
from toolkit.model.trip_register import HEADING_OF, MONEY
from toolkit.model.trip_returns import FormBand, ReturnedForm
from toolkit.model.trips import Expense, Trip

KIND = "经费使用情况表"
# Heads of columns, as they are printed and as somebody types them anew.
HEADS = {
    "科目": "item",
    "项目": "item",
    "测算依据": "reckoning",
    "预算数": "budget",
    "预算": "budget",
    "实际数": "actual",
    "实际": "actual",
    "实际支出": "actual",
    "票据": "vouchers",
    "票据张数": "vouchers",
    "差异": "difference",
    "执行率": "rate",
    "超支说明": "why",
    "说明": "why",
}
_TOTAL = expression(r"合计|总计|小计")
_BELOW = expression(r"实际支出.*大写|经办人|审核人|单位负责人|提示")
_COUNT = expression(r"[，,]\s*\d+\s*人$")  # behind the days of the trip
# What is printed below the lines: the sum in capitals, and room for signatures.
_SIGNING = expression(r"^人民币[\s　_＿]*[（(][\s　_＿]*元[)）]$|^签字（盖章）：[\s　]*年[\s　]*月[\s　]*日[\s　]*$")
# The columns of the row 合计, in the form's order.
_SUMMED = ("预算", "实际", "差异", "执行率", "票据", "说明")
_NOTHING = expression(r"(?:无|没有|未发生|未支出|未使用|无支出|没有支出|没有发生)[。.]?")
_NO_ACTUAL = "还没有实际数"
# What a column that is reckoned may have been meant for.
_WHERE = {"差异": "；是实际数的，请写进“实际数”一栏", "票据张数": "；各项的张数请写在各行"}
_WHOLE = expression(r"(\d{1,4})张?")
# A head that says of its amounts that they are not in 元.
LARGER = expression(r"[(（]?(?:单位[:：]?)?(百元|千元|万元|万)[)）]?$")
_NUMBER = expression(r"[\d,，.．]+")
_UNIT = expression(r"单位[:：]\s*([^\s\u3000]+)")


def money_rows(rows: Sequence[Sequence[WordCell]], caption: str = "") -> tuple[FormBand, ...]:
    """Return the lines of the form, by field; what was struck through is no entry.

    A larger unit that somebody wrote into the head or above the table makes a plain number doubtful: the form is
    printed in 元.
    """
    heads: dict[int, str] = {}
    unit = next((one for one in _UNIT.findall(caption) if one != "元"), "")
    found_rows: list[FormBand] = []
    for number, cells in enumerate(rows, 1):
        texts = [cell.text for cell in cells]
        if not heads:
            named = {at: HEADS[label] for at, label in enumerate(map(_head, texts)) if label in HEADS}
            heads = named if {"item", "actual"} <= set(named.values()) else {}
            for at, field in heads.items():
                if field == "actual" and (larger := LARGER.search(compact(texts[at]))):
                    unit = larger[1]
        elif texts and (_TOTAL.fullmatch(compact(texts[0])) or _BELOW.match(compact(texts[0]))):
            break
        else:
            values = {field: texts[at].strip() for at, field in heads.items() if at < len(texts)}
            if unit and _NUMBER.fullmatch(values.get("actual", "")):
                values["actual"] += f"（单位：{unit}）"
            if any(values.values()):
                edited = frozenset(field for at, field in heads.items() if at < len(cells) and cells[at].edited)
                found_rows.append(FormBand(str(len(found_rows) + 1), number, values, edited))
    return tuple(found_rows)


def _head(text: str) -> str:
    return label_of(LARGER.sub("", compact(text)))


def money_words(rows: Sequence[Sequence[WordCell]]) -> dict[str, str]:
    """Return the words above the lines, by field, the sums (``total``), and those below as one text (``below``)."""
    values: dict[str, str] = {}
    below: list[str] = []
    over = False
    for cells in rows:
        texts = [cell.text.strip() for cell in cells]
        first = compact(texts[0]) if texts else ""
        if over or _TOTAL.fullmatch(first):
            if not over:
                values["total"] = "\t".join(texts[1:])
            below += (texts[1:] or texts) if over else []
            over = True
            continue
        for label, words in zip(texts[::2], texts[1::2], strict=False):
            if field := HEAD_LABELS.get(label_of(label)):
                values[field] = _COUNT.sub("", words)
    return values | {"below": "\n".join(filter(None, below))}


def unread_below(form: ReturnedForm) -> str:
    """Return what somebody wrote below the lines, '' where only what was printed stands there."""
    said = form.values.get("below", "")
    if form.printed is not None and compact(said) == compact(form.printed.values.get("below", "")):
        return ""
    return " ".join(filter(None, (_SIGNING.sub("", line).strip() for line in said.split("\n"))))


def merge_money(trip: Trip, form: ReturnedForm, judge: Judge) -> Trip:
    """Return a trip with what its 经费使用情况表 says was spent (LZ-R6), exact to 分; what is doubtful is asked."""
    expenses = list(trip.expenses)
    free = list(range(len(expenses)))
    for band in form.bands:
        item = as_text(band.values.get("item", ""))
        place = CellRef(form.ref.file, form.ref.sheet, band.row)
        at = next((n for n in free if compact(expenses[n].item) == compact(item)), None)
        if at is None and not item:
            words = " ".join(filter(None, band.values.values()))
            judge.findings.append(found("form_words_unread", place, typed=words))
            continue
        printed = _printed(form, band)
        old = expenses[at] if at is not None else Expense(item, Decimal(0), None)
        new = replace(old, **dict(_read(old, band, printed if at is not None else {}, judge, place)))
        _hold_line(new, band, printed, judge, place)
        if at is not None:
            free.remove(at)
            expenses[at] = new
        elif new != old:
            expenses.append(replace(new, ref=None))
        elif not printed:
            judge.findings.append(found("form_words_unread", place, typed=item))
    _hold_sums(form, expenses, judge)
    return replace(trip, expenses=tuple(expenses))


def _hold_sums(form: ReturnedForm, expenses: Sequence[Expense], judge: Judge) -> None:
    """Say which sums that a person wrote are not those of the lines, and what else was written below them."""
    spent = sum((one.actual_yuan for one in expenses if one.actual_yuan is not None), Decimal(0))
    planned = sum((one.budget_yuan for one in expenses), Decimal(0))
    was = (form.printed.values.get("total", "") if form.printed else "").split("\t")
    cells = form.values.get("total", "").split("\t")
    sums = {"预算": planned, "实际": spent, "差异": spent - planned}
    # A line that is asked about is in no sum yet.
    doubtful = any(finding.kind in ("form_value_unread", "form_conflict") for finding in judge.findings)
    vouchers = sum(one.vouchers or 0 for one in expenses)
    for at, typed in enumerate(cells):
        column = _SUMMED[at] if at < len(_SUMMED) else ""
        if not typed or (at < len(was) and compact(typed) == compact(was[at])):
            continue
        amount = _signed_amount(typed)
        if column in sums:
            if amount != sums[column] and not doubtful:
                details = {"what": f"经费使用情况表的{column}", "typed": typed, "total": in_yuan(sums[column])}
                judge.findings.append(found("form_total_differs", form.ref, **details))
        elif column == "执行率" and not _is_rate(typed, spent, planned):
            judge.findings.append(_reckoned(form.ref, "合计的执行率", typed, _rate(spent, planned)))
        elif column == "票据" and amount != vouchers:
            judge.findings.append(_reckoned(form.ref, "合计的票据张数", typed, f"各行相加是{vouchers}张"))
        elif column not in ("执行率", "票据"):
            judge.findings.append(found("form_words_unread", form.ref, typed=f"合计{column}：{typed}"))
    words = unread_below(form)
    if words and yuan_in_capitals(words) != spent:
        judge.findings.append(found("form_words_unread", form.ref, typed=words[:80]))


def _signed_amount(typed: str) -> Decimal | None:
    text = compact(typed).lstrip("+＋")
    minus = text[:1] in ("-", "－", "−", "负")
    amount = read_yuan(RawCell(text.lstrip("-－−负").removesuffix("张")), "").value
    return -amount if minus and amount is not None else amount


def _is_rate(typed: str, spent: Decimal, planned: Decimal) -> bool:
    match = re.fullmatch(r"(\d+(?:\.\d+)?)[%％]", compact(typed))
    return bool(match and planned and abs(Decimal(match[1]) - spent / planned * 100) <= 1)


def _printed(form: ReturnedForm, band: FormBand) -> Mapping[str, str] | None:
    """Return a line as it was printed; '' for a new one, ``None`` where the form does not carry what was printed."""
    if form.printed is None:
        return None
    same = [
        one for one in form.printed.bands if compact(one.values.get("item", "")) == compact(band.values.get("item", ""))
    ]
    return next((one.values for one in same if one.number == band.number), same[0].values if same else {})


def _read(
    old: Expense, band: FormBand, printed: Mapping[str, str] | None, judge: Judge, place: CellRef
) -> Iterator[tuple[str, Any]]:
    """Yield the fields that the form changes."""
    for field, name in (("budget", "budget_yuan"), ("actual", "actual_yuan"), ("vouchers", "vouchers"), ("why", "why"),
                        ("reckoning", "reckoning")):  # fmt: skip
        typed = as_text(band.values.get(field, ""))
        if not typed:
            continue
        column = f"{old.item}{HEADING_OF[MONEY][name]}"
        value: Any = typed
        if name.endswith("_yuan"):
            value = read_yuan(RawCell(typed), column).value
            if value is None and field == "actual" and _NOTHING.fullmatch(compact(typed)):
                value = Decimal(0)
        elif name == "vouchers":
            count = _WHOLE.fullmatch(compact(typed))
            value = int(count[1]) if count else None
        if value is None:
            details = {"column": column, "typed": typed, "example": "12" if name == "vouchers" else "1234.50"}
            judge.findings.append(found("form_value_unread", place, **details))
            continue
        was = printed.get(field, "") if printed is not None else None
        if was and name.endswith("_yuan") and (amount := read_yuan(RawCell(was), column).value) is not None:
            was = in_yuan(amount)
        if judge.takes(column, _shown(value), _shown(getattr(old, name)), was, edited=field in band.edited, ref=place):
            yield name, value


def _hold_line(line: Expense, band: FormBand, printed: Mapping[str, str] | None, judge: Judge, place: CellRef) -> None:
    """Say a difference or a rate that a person wrote and that is not the line's."""
    actual, budget = line.actual_yuan, line.budget_yuan
    for field, name in (("difference", "差异"), ("rate", "执行率")):
        typed = as_text(band.values.get(field, ""))
        if not typed or compact(typed) == compact((printed or {}).get(field, "")):
            continue
        if field == "rate":
            agrees, now = actual is not None and _is_rate(typed, actual, budget), _rate(actual, budget)
        else:
            agrees = actual is not None and _signed_amount(typed) == actual - budget
            now = _NO_ACTUAL if actual is None else f"算出来是{in_yuan(actual - budget)}元"
        if not agrees:
            judge.findings.append(_reckoned(place, f"{line.item}的{name}", typed, now))


def _rate(actual: Decimal | None, budget: Decimal) -> str:
    if actual is None:
        return _NO_ACTUAL
    return f"算出来是{said_rate(float(actual / budget))}" if budget else "没有预算数，算不出来"


def _reckoned(place: CellRef, what: str, typed: str, now: str) -> Finding:
    column = next((column for column in _WHERE if what.endswith(column)), "")
    return found("form_reckoned", place, what=what, typed=typed, now=now, todo=_WHERE.get(column, ""))


def _shown(value: object) -> str:
    if isinstance(value, Decimal):
        return in_yuan(value)
    return "" if value is None else str(value)

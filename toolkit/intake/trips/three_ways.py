"""Who changed a value since it was printed: the one who filled in the form, the office in its register, or both?"""

from collections.abc import Callable, Mapping
from datetime import date
from functools import partial
from types import MappingProxyType

from msgspec import Struct, field
from msgspec.structs import replace

from toolkit.intake.trips.single_values import meant
from toolkit.intake.values.typed import compact
from toolkit.model.cells import CellRef
from toolkit.model.findings import Finding, found
from toolkit.model.form_questions import BY_FORM, BY_REGISTER, question_id
from toolkit.model.trip_returns import FormBand, ReturnedForm

# The fields of an approval form that hold one value, and what the office calls them.
SINGLE = {
    "applicant": "申请单位",
    "applied_on": "申请日期",
    "leader": "带队领导",
    "post": "带队领导的职务",
    "rank": "带队领导的级别",
    "time": "外出时间",
    "destination": "目的地",
    "transport": "交通工具",
    "purpose": "事由",
}
_BLANK = "年月日"
NOTHING_ANSWERED: Mapping[str, str] = MappingProxyType({})


class Kept(Struct):
    """What a form repeats from an older register: (what, on the form, now); it is listed, and changes nothing."""

    lines: list[tuple[str, str, str]] = field(default_factory=list)


def within(part: str, whole: str) -> bool:
    """Tell whether a text is the other with words left out: all its signs stand in the other, in their order.

    >>> within("宁波市", "宁波市、绍兴市"), within("某某供应链公司", "某某供应链集团公司"), within("甲乙", "乙甲")
    (True, True, False)
    """
    signs = iter(compact(whole))
    return bool(part) and all(sign in signs for sign in compact(part))


class Judge(Struct):
    """Decides value by value and asks where it cannot; ``kept`` collects what an older print only repeats.

    ``answers`` are what the office settled of the ``trip``'s forms, by the question's id.
    """

    ref: CellRef
    findings: list[Finding]
    kept: Kept
    trip: str = ""
    answers: Mapping[str, str] = field(default_factory=dict)

    def takes(
        self,
        column: str,
        said: str,
        now: str,
        printed: str | None,
        *,
        edited: bool = False,
        ref: CellRef | None = None,
        means: Callable[[str], str] = str,
    ) -> bool:
        """Tell whether a value of the form goes into the register; ``printed`` is ``None`` where that is not known.

        Known: what was printed is no news, what the office changed since is asked about.  Not known, as on prints of
        1.0: words that were added are news, words that lack some of the register's are an older state; else: asked.
        Values are one by what they mean, however they were typed: ``means`` says one as the register prints it.
        """
        typed, stands, meant = compact(said), compact(now), compact(means(said))
        if not typed or stands in (typed, meant):
            return False
        place = ref or self.ref
        if printed is not None:
            was = compact(means(printed))
            if typed == compact(printed) or meant == was:
                self.kept.lines.append((column, said, now))
                return False
            if not stands or stands in (compact(printed), was):
                return True
            details = {"printed": printed or "空白", "now": now}
            return self.settled(found("form_conflict", place, column=column, typed=said, **details))
        if not stands or edited or within(typed, _BLANK) or within(stands, typed):
            return True
        if within(typed, stands):
            self.kept.lines.append((column, said, now))
            return False
        return self.settled(found("form_print_unknown", place, column=column, typed=said, now=now))

    def settled(self, doubt: Finding) -> bool:
        """Tell whether the office said that the form's value holds; ask it where it has not said."""
        answer = self.answers.get(question_id(self.trip, doubt), "")
        if answer not in (BY_FORM, BY_REGISTER):
            self.findings.append(doubt)
        return answer == BY_FORM


def written_by_hand(form: ReturnedForm, now: Mapping[str, str], near: date, judge: Judge) -> ReturnedForm:
    """Return an approval form with only those single values that go into the register; lists stay as they are."""
    values = dict(form.values)
    for name, column in SINGLE.items():
        printed = form.printed.values.get(name, "") if form.printed else None
        said = values.get(name, "")
        means = partial(meant, name, near=near)
        blank = compact(said) == _BLANK
        if blank or not judge.takes(column, said, now.get(name, ""), printed, edited=name in form.edited, means=means):
            values.pop(name, None)
    return without_print(replace(form, values=values), ("filing", "companions", "visits", "money"))


def without_print(form: ReturnedForm, fields: tuple[str, ...]) -> ReturnedForm:
    """Return a form without the lists and signature boxes that stand as they were printed."""
    if form.printed is None:
        return form
    same = set(form.printed.signed)
    signed = tuple((who, "" if (who, words) in same else words) for who, words in form.signed)
    was = form.printed.values
    values = {
        name: words
        for name, words in form.values.items()
        if name not in fields or compact(words) != compact(was.get(name, ""))
    }
    return replace(form, values=values, signed=signed)


def printed_band(form: ReturnedForm, band: FormBand) -> Mapping[str, str] | None:
    """Return what a band was printed as: the one of its firm and number, else of its firm, else of its number."""
    if form.printed is None:
        return None
    firm = compact(band.values.get("firm", ""))
    own = [one for one in form.printed.bands if firm and compact(one.values.get("firm", "")) == firm]
    numbered = [one for one in own or form.printed.bands if one.number == band.number]
    found_band = next(iter(numbered or own), None)
    return found_band.values if found_band else {}

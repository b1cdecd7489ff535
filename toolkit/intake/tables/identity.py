"""Who sent this, for which month? From the words in the table, its title, the sheet and the file name."""

from collections.abc import Mapping, Sequence

from msgspec import Struct

from toolkit.intake.values.typed import compact
from toolkit.model.cells import CellRef
from toolkit.model.expressions import expression
from toolkit.model.period import ReportingPeriod
from toolkit.model.scheme import Scheme

STATED_UNIT = expression(r"(?:填报|报送|上报|填表|报表)(?:单位|部门)(?:\(盖章\)|\(公章\)|盖章)?[:：]?(.{2,30})")
REMEMBERED_SCHEMES, REMEMBERED_TEXTS = 8, 4096
AFTER_UNIT = expression(r"[(（:：]|填报|报送|填表|上报|时间|日期|联系|电话|单位|20\d{2}")
# A whole date (2022年7月4日) is when a table was filled in, not the month that it is for.
YEAR_MONTH = expression(
    r"(20\d{2})(?:年|[-./_])(?:1-|1月?至)?(\d{1,2})(?![\d年./-])(?:月(?:份|底|末)?(?!\d{1,2}[日号])|(?=\D|$)(?!月))"
    r"|(?<!\d)(20\d{2})(0[1-9]|1[0-2])(?!\d)"
)
MONTH = expression(r"(?<![\d.年-])(?:1-|1至|1月至)?(\d{1,2})月(?:份)?(?!\d)")
# 第一季度 in a title goes to March.
QUARTER = expression(r"(?:(20\d{2})年)?第?([一二三四1-4])季度")
SEVERAL = expression(r"(?<![\d.年-])(\d{1,2})[、,，和及](?=\d{1,2}月)")  # 5、6月
# When it was filed, not for which month: with a day, or behind 日期 or a colon (报送2022年5月统计表 names the month).
FILED = expression(
    r"(?:(?:填报|报送|填表|上报|制表)(?:(?:日期|时间)[:：]?|[:：])|截至|截止)20\d{2}年\d{1,2}月(?:\d{1,2}日)?"
    r"|(?:填报|报送|填表|上报|制表)20\d{2}年\d{1,2}月\d{1,2}日"
)


def may_state_unit(text: str) -> bool:
    """Tell whether :data:`STATED_UNIT` is worth looking for: most texts of a table have none of its letters."""
    return "位" in text or "门" in text


class Place(Struct, frozen=True):
    """A text that may name unit or month: in which words to call the place, and its cell."""

    where: str
    text: str
    cell: CellRef


class Said(Struct, frozen=True):
    """Something a file says of itself: where, in which words, and what it means."""

    place: Place
    typed: str
    meaning: str


def units_said(places: list[Place], scheme: Scheme) -> list[Said]:
    """Return the reporting units named in the places, in the order of authority given.

    A 「填报单位：」 may name any unit, and one that nobody knows means ''; elsewhere only units that report
    count (a title may name the office that receives).
    """
    said = []
    for place in places:
        plain = compact(place.text)
        stated = STATED_UNIT.search(plain)
        unit = _longest_match(stated[1], scheme, any_unit=True) if stated else None
        unit = unit or _longest_match(plain, scheme, any_unit=False)
        # A squad's printed name has a comma in it (机械制造、电子信息产业招商小分队), and an alias has none.
        together = plain.replace("、", "")
        unit = unit or (_longest_match(together, scheme, any_unit=False) if together != plain else None)
        if unit:
            said.append(Said(place, unit[1], unit[0]))
        elif stated and (typed := AFTER_UNIT.split(stated[1])[0]):
            said.append(Said(place, typed, ""))
    return said


def _longest_match(text: str, scheme: Scheme, any_unit: bool) -> tuple[str, str] | None:
    """Return (unit, word found): the longest name or alias that stands in the text; of two, the unit named first."""
    words, lengths, known = _words(scheme, any_unit)
    if text not in known:
        if len(known) > REMEMBERED_TEXTS:
            known.clear()
        known[text] = _longest_word(text, words, lengths)  # titles and names of sheets recur
    return known[text]


def _longest_word(text: str, words: Mapping[str, tuple[int, str]], lengths: Sequence[int]) -> tuple[str, str] | None:
    for length in lengths:
        pieces = {text[start : start + length] for start in range(len(text) - length + 1)}
        if known := pieces & words.keys():
            word = min(known, key=lambda one: words[one][0])
            return words[word][1], word
    return None


def units_named(text: str, scheme: Scheme) -> tuple[str, ...]:
    """Return every reporting unit that a text names, a subject that goes with two tables perhaps two."""
    rest, named = compact(text), []
    while match := _longest_match(rest, scheme, any_unit=False):
        named.append(match[0])
        rest = rest.replace(match[1], "\n")
    return tuple(dict.fromkeys(named))


Words = tuple[dict[str, tuple[int, str]], list[int], dict[str, tuple[str, str] | None]]
_known: dict[tuple[int, bool], tuple[Scheme, Words]] = {}


def _words(scheme: Scheme, any_unit: bool) -> Words:
    """Return word → (place among the units, unit), the words' lengths, the longest first, and what texts have named.

    A province has thousands of units: their words are looked up, not tried one by one.
    """
    key = id(scheme), any_unit
    if key not in _known:
        words: dict[str, tuple[int, str]] = {}
        for place, unit in enumerate(scheme.units):
            if any_unit or unit.reports:
                for word in (unit.name, *unit.aliases):
                    words.setdefault(word, (place, unit.name))
        if len(_known) > REMEMBERED_SCHEMES:
            _known.clear()
        # The scheme is kept with its words, so that no other can come to have its id.
        _known[key] = scheme, (words, sorted({len(word) for word in words}, reverse=True), {})
    return _known[key][1]


def periods_said(places: list[Place], year: int) -> list[Said]:
    """Return the months named in the places; a month without a year is of ``year``.

    >>> texts = ["2022年1-6月统计表", "江口乡5月.xlsx", "填报日期：2022年7月4日", "统计表2022.6"]
    >>> [said.meaning for said in periods_said([Place("", text, CellRef("f")) for text in texts], 2022)]
    ['2022-06', '2022-05', '2022-06']
    """
    said = []
    for place in places:
        plain = FILED.sub("", compact(place.text))
        period = None
        if match := YEAR_MONTH.search(plain):
            period = _period(int(match[1] or match[3]), int(match[2] or match[4]))
        if period is None and (month := MONTH.search(plain)):
            period = _period(year, int(month[1]))
            match = month
        if period is None and (quarter := QUARTER.search(plain)):
            period = _period(int(quarter[1] or year), 3 * ("一二三四1234".index(quarter[2]) % 4 + 1))
            match = quarter
        if period and match:
            said.append(Said(place, match[0], str(period)))
    return said


def months_named(text: str, year: int) -> tuple[tuple[str, ReportingPeriod, bool], ...]:
    """Return every month that a text names: (words, period, whether the year stands there too).

    A month without a year is of ``year``; a day (7月4日) is none.

    >>> [(typed, str(period)) for typed, period, _ in months_named("7月4日报送2022年5月、6月统计表", 2022)]
    [('2022年5月', '2022-05'), ('6月', '2022-06')]
    >>> [str(period) for _, period, _ in months_named("5、6月报表", 2022)]
    ['2022-05', '2022-06']
    """
    plain = SEVERAL.sub(r"\1月、", FILED.sub("", compact(text)))
    found = []
    for match in YEAR_MONTH.finditer(plain):
        if period := _period(int(match[1] or match[3]), int(match[2] or match[4])):
            found.append((match[0], period, True))
    for match in MONTH.finditer(YEAR_MONTH.sub("、", plain)):
        if period := _period(year, int(match[1])):
            found.append((match[0], period, False))
    return tuple(found)


def _period(year: int, month: int) -> ReportingPeriod | None:
    return ReportingPeriod(year, month) if 1 <= month <= 12 else None


def no_unit(places: list[Place], said: list[Said], scheme: Scheme) -> dict[str, str]:
    """Return in words why nobody knows whose table it is, and what to do: no unit stands there, or none of the list."""
    near = nearest_unit(" ".join(place.text for place in places), scheme)
    typed = next((one.typed for one in said if not one.meaning), "")
    if not typed:
        hint = f"没有这个单位，是不是“{near}”？" if near else "请在表头上方写明“填报单位：××”。"
        return {"why": "标题、表内和文件名都看不出报送单位", "hint": hint}
    right = "写错了的请改正；没有写错的，请办公室把它补进单位名单。"
    return {"why": f"填报单位写的是“{typed}”，单位名单里没有", "hint": f"是不是“{near}”？" if near else right}


def nearest_unit(text: str, scheme: Scheme) -> str:
    """Return the reporting unit whose name shares most characters with a text, or ''."""
    plain = set(compact(text))
    best = max(
        (
            (len(plain & set(word)) / len(set(word)), unit.name)
            for unit in scheme.reporting_units
            for word in (unit.name,)
        ),
        default=(0.0, ""),
    )
    return best[1] if best[0] >= 0.6 else ""

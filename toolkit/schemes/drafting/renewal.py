"""How does a rulebook become the next year's? Its clauses find their words anew; what changed is asked, not applied."""

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from msgspec import Struct

from toolkit.files.toml_lines import Path, toml_spans
from toolkit.model.renewal import CHANGED, GONE, MOVED, NEW, SAME, WAITING, RenewalLine
from toolkit.schemes.drafting.aligned import Aligned, aligned, changed_numbers, moved_years
from toolkit.schemes.drafting.paper import heading, sentences
from toolkit.schemes.drafting.proposal import shortened
from toolkit.schemes.drafting.renewed_units import compared_units
from toolkit.schemes.toml_table import AWAITED, CONFIRM
from toolkit.schemes.toml_text import inline
from toolkit.schemes.workbook.words import sheet_name
from toolkit.schemes.years import moved_on

# Tables that are no rules of their own, or that say nothing of a year.
_NO_RULES = ("clause", "reading", "target_row", "sample_row")
# How many of a rulebook's plain number one of a document's unit is.
_SIZES = {
    "亿元": 10**8,
    "亿美元": 10**8,
    "%": 0.01,
    "％": 0.01,
    **dict.fromkeys(("万元", "万美元", "万平方米", "万平米"), 10**4),
}
# Keys whose value is another table's id, which stays.
_REFERS = ("id", "clause", "extends", "growth_of", "when", "indicator", "quota")
_NEW_TAGS = ("目标", "期限", "审批", "计分", "后果")


class Renewed(Struct, frozen=True):
    """A renewed rulebook: its id, the text of its scheme.toml, and a line for each clause and rule."""

    id: str
    scheme: str
    lines: tuple[RenewalLine, ...]


def renewed(
    text: str,
    old: Sequence[str],
    new: Sequence[str] | None,
    year: int,
    by: int,
    units: Sequence[Mapping[str, str]] = (),
) -> Renewed:
    """Return a rulebook's text carried ``by`` years on, to ``year``; ``new`` is the new document, ``None`` without it.

    ``text`` is a scheme.toml that can be used, ``old`` its document's lines, ``units`` the lines of its units.csv.
    """
    return _Renewal(text, old, new, year, by).done(units)


class _Renewal:
    """Changes values of the text in place, so that comments and order stay."""

    def __init__(self, text: str, old: Sequence[str], new: Sequence[str] | None, year: int, by: int) -> None:
        self._text, self._old, self._new, self._year, self._by = text, old, new, year, by
        self._data = tomllib.loads(text)
        self._spans = toml_spans(text)
        self._edits: list[tuple[int, int, str]] = []
        self._moved: dict[tuple[str, int], list[tuple[str, str]]] = defaultdict(list)

    def done(self, units: Sequence[Mapping[str, str]]) -> Renewed:
        """Return the text with all edits, and the lines."""
        found = {one["id"]: self._found(one) for one in self._data["clause"]}
        id = self._root()
        self._move_years()
        clauses = list(self._clauses(found))
        rules = list(self._rules(found))
        more = list(self._added(found))
        place = str(self._data["jurisdiction"])
        who = list(compared_units(units, self._old, self._new, place)) if self._new is not None else []
        self._ask(more, [one for one in who if one.result != SAME])
        text = self._text
        for start, end, put in sorted(self._edits, reverse=True):
            text = text[:start] + put + text[end:]
        return Renewed(id, text, (*clauses, *rules, *more, *who))

    def _found(self, clause: Mapping[str, Any]) -> Aligned:
        if self._new is None:
            return Aligned(WAITING, clause["line"], clause["quote"])
        return aligned(clause["quote"], clause["line"], self._old, self._new, self._by)

    def _set(self, path: Path, value: Any) -> None:
        start, end = self._spans[path]
        self._edits.append((start, end, inline(value)))

    def _root(self) -> str:
        """Change what the file says of itself; return the new id."""
        data, year = self._data, self._year
        before = str(data["year"])
        id = re.sub(rf"{before}(?!.*{before})", str(year), data["id"])
        id = id if id != data["id"] else f"{data['id']}-{year}"
        said = heading(self._new or ())
        if not said.number or said.number == data.get("document_number"):
            number = f"{AWAITED}：{year}年文件的文号，没有的写空" if data.get("document_number") else ""
        else:
            number = said.number
        values: dict[str, Any] = {
            "id": id,
            "title": said.title or moved_years(data["title"], self._by),
            "document_number": number,
        }
        values |= {"year": year, "valid": [one for one in said.years if one >= year] if year in said.years else [year]}
        if "base_year" in data:
            values["base_year"] = data["base_year"] + self._by
        for key, value in values.items():
            if key in data:
                self._set((key,), value)
        if "last_year" in data:
            self._set(("last_year",), values["valid"][-1])
        return id

    def _move_years(self) -> None:
        """Move every year that a rule speaks of: in its conditions, and in names such as 2022年新签约项目."""
        for kind, tables in self._data.items():
            if kind in _NO_RULES or not isinstance(tables, list) or not isinstance(tables[0], dict):
                continue
            for number, table in enumerate(tables):
                for path, before in _texts(table, (kind, number)):
                    after = _later(path, before, self._by)
                    if after != before and path in self._spans:
                        self._set(path, after)
                        self._moved[kind, number].append((before, after))

    def _clauses(self, found: Mapping[str, Aligned]) -> Iterator[RenewalLine]:
        for number, one in enumerate(self._data["clause"]):
            now, todo = found[one["id"]], self._to_do(one, found[one["id"]])
            if now.line and now.result != WAITING:
                self._set(("clause", number, "line"), now.line)
                self._set(("clause", number, "quote"), now.quote)
            was = f"去年第{one['line']}行“{shortened(one['quote'])}”"
            if now.result == CHANGED:
                is_now = f"新文件第{now.line}行是“{shortened(now.quote)}”"
                self._add(("clause", number), "quote", f"{was}，{is_now}。{todo}")
            elif now.result == GONE:
                self._add(("clause", number), "quote", f"{was}，新文件里找不到。{todo}")
            words = (one["quote"], one["line"], now.quote, now.line, todo)
            yield RenewalLine(sheet_name("clause"), one["id"], "", now.result, *words)

    def _to_do(self, clause: Mapping[str, Any], now: Aligned) -> str:
        rests = "、".join(dict.fromkeys(self._resting(clause["id"]))) or "没有"
        if now.result == GONE:
            return f"请改成新文件的原话；不要了的，连同依据它的一起删去：{rests}。"
        if now.result != CHANGED:
            return ""
        proposed = "；".join(dict.fromkeys(self._proposals(clause["id"], clause["quote"], now.quote)))
        return f"{proposed}？" if proposed else f"请核对依据它的：{rests}。"

    def _resting(self, clause: str) -> Iterator[str]:
        for kind, _, table in self._tables():
            if table.get("clause", table.get("id")) == clause:
                yield f"{sheet_name(kind)} {table.get('id', '')} {_name(table)}".strip()

    def _proposals(self, clause: str, before: str, after: str) -> Iterator[str]:
        """Yield a proposal for each value that rests on a number of the clause which changed; none is applied."""
        for kind, _, table in self._tables():
            if table.get("clause", table.get("id")) != clause:
                continue
            for key, value in table.items():
                for was, now in changed_numbers(before, after):
                    if (proposed := _proposed(value, was, now)) is not None:
                        yield f"{table.get('id', kind)} 的 {key} 现在是 {inline(value)}，要不要改成 {inline(proposed)}"

    def _tables(self) -> Iterator[tuple[str, int, Mapping[str, Any]]]:
        for kind, tables in self._data.items():
            if kind not in _NO_RULES and isinstance(tables, list) and tables and isinstance(tables[0], dict):
                yield from ((kind, number, table) for number, table in enumerate(tables))

    def _rules(self, found: Mapping[str, Aligned]) -> Iterator[RenewalLine]:
        """Yield a line for each rule that cites a clause: what moved with the year, and what its clause asks."""
        quotes = {one["id"]: one["quote"] for one in self._data["clause"]}
        for kind, number, table in self._tables():
            clause = table.get("clause", table.get("id", ""))
            now, moved = found.get(clause), self._moved[kind, number]
            result = now.result if now and now.result in (CHANGED, GONE, WAITING) else MOVED if moved else SAME
            before, after = ("；".join(one[at] for one in moved) for at in (0, 1))
            todo = ""
            if now and now.result == CHANGED:
                todo = "；".join(self._proposals(clause, quotes[clause], now.quote)) or "条款的话变了，请核对"
            elif now and now.result == GONE:
                todo = "条款找不到了：改写依据，或者删去"
            elif moved:
                todo = "年份已经顺延，请核对"
            said = f"依据 {clause}"
            yield RenewalLine(
                sheet_name(kind), str(table.get("id", "")), _name(table), result, before or said, 0, after, 0, todo
            )

    def _added(self, found: Mapping[str, Aligned]) -> Iterator[RenewalLine]:
        """Yield the sentences of the new document that ask for something and stand nowhere in the old one."""
        if self._new is None:
            return
        old = "\n".join(self._old)
        kept = [(one.line, one.quote) for one in found.values()]
        for one in sentences(self._new):
            known = one.quote in old or moved_years(one.quote, -self._by) in old
            cited = any(line == one.line and (quote in one.quote or one.quote in quote) for line, quote in kept)
            if one.tag in _NEW_TAGS and not known and not cited:
                before = aligned(one.quote, one.line, self._new, self._old, -self._by)
                if before.result == GONE:
                    yield RenewalLine(
                        one.tag, "", "", NEW, "", 0, one.quote, one.line, "去年没有这句话：要成规则的请补上"
                    )

    def _ask(self, more: Sequence[RenewalLine], units: Sequence[RenewalLine]) -> None:
        """Put the questions about the whole rulebook below its year."""
        said = []
        if self._new is None:
            said.append(f"{self._year}年的文件还没有放进来，全部条款等新文件。文件印发后，带上文件再续订一次。")
        stated = heading(self._new or ()).years
        if stated and self._year not in stated:
            years = "、".join(map(str, stated))
            said.append(f"新文件写的是{years}年，续订的是{self._year}年。请核对是不是拿错了文件。")
        if count := sum(len(one) for one in self._moved.values()):
            said.append(f"条件和名称里的年份顺延了 {count} 处，列在 续订对照.xlsx。请看一遍。")
        if more:
            said.append(f"新文件有 {len(more)} 句去年没有的话，列在 续订对照.xlsx“新增”。要成规则的请补上。")
        if units:
            names = "、".join(one.name for one in units[:3]) + ("等" if len(units) > 3 else "")
            said.append(f"单位有 {len(units)} 处不同（{names}），列在 续订对照.xlsx。请改单位名单。")
        said.append(f"标题、文号、年份换成{self._year}年的了，办公室等没有动。请核对开头几行。")
        self._add((), "year", said)

    def _add(self, table: Path, after: str, question: str | list[str]) -> None:
        """Add the key confirm to a table behind another of its keys."""
        _, end = self._spans[*table, after]
        is_inline = table in self._spans and self._text[self._spans[table][0]] == "{"
        self._edits.append((end, end, f"{', ' if is_inline else chr(10)}{CONFIRM} = {inline(question)}"))


def _texts(value: Any, path: Path) -> Iterator[tuple[Path, str]]:
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, Mapping):
        for key, one in value.items():
            yield from _texts(one, (*path, key))
    elif isinstance(value, list):
        for number, one in enumerate(value):
            yield from _texts(one, (*path, number))


def _later(path: Path, text: str, by: int) -> str:
    if "criteria" in path or path[-1] == "criterion":
        moved: Any = moved_on({"criteria": [text]}, by)
        return str(moved["criteria"][0])
    names_another = path[-1] in _REFERS or "ratio" in path
    return text if names_another else moved_years(text, by)


def _name(table: Mapping[str, Any]) -> str:
    return str(table.get("name") or table.get("what") or table.get("label") or "")


def _proposed(value: Any, was: str, now: str) -> Any:
    """Return what a value would be by the new number; ``None`` where it does not rest on the old one."""
    old, new = (re.match(r"[\d,.]+", text) for text in (was, now))
    if old is None or new is None or isinstance(value, (bool, Mapping)):
        return None
    first, second = (float(found[0].replace(",", "")) for found in (old, new))
    if isinstance(value, str):
        return now if value == was else None
    if not isinstance(value, (int, float)) or not first:
        return None
    unit = was[old.end() :]
    for size in (1, _SIZES.get(unit, 1)):
        if abs(value - first * size) < 1e-9 * max(abs(value), 1):
            result = second * size
            return int(result) if isinstance(value, int) and result == int(result) else round(result, 6)
    return None

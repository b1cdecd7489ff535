"""How is a rulebook said on the screen? All that it holds, table by table, each rule with its clause's words."""

from collections.abc import Iterator, Sequence

from toolkit.model.figures import with_unit
from toolkit.model.rule_sheets import Cell, RuleBook, RuleColumn, RuleSheet
from toolkit.model.scheme import Scheme

# What a rule is called by, best first; the rest follows as heading and value.
_CALLED = ("id", "name", "label", "what", "group", "rank", "stage", "heading", "单位")


def rulebook_in_words(scheme: Scheme, book: RuleBook) -> str:
    """Return a rulebook rule by rule; ``book`` are its sheets, ``scheme`` what they come to under the readings."""
    lines = [scheme.cited_title, *(f"  待补充：{gap}" for gap in scheme.gaps)]
    for section in book.sections:
        if section.kind == "quoted":
            continue
        said = [f"  {column.heading}：{_plain(value)}" for column, value in section.lines if value is not None]
        lines += ["", section.name, *said] if said else []
    for sheet in book.sheets:
        if sheet.kind == "reading":
            lines += ["", "口径（文件有几种理解的地方；要改用别的，把括号里的一行写到 设置.toml 的 [readings] 下面）"]
            lines += _readings(scheme)
        elif sheet.rows:
            lines += ["", f"{sheet.name}（{sheet.tables}条）", *_rules(sheet, scheme)]
    lines += ["", "公文引用的条款（没有列出的文种不引条款）"]
    lines += [f"  {kind}：{citation}" for kind, citation in scheme.quoted.items()] or ["  无"]
    return "\n".join(lines)


def _readings(scheme: Scheme) -> Iterator[str]:
    for reading in scheme.readings:
        yield f"  {reading.question}"
        yield f'      现用：{reading.meaning}（{reading.id} = "{reading.value}"）。{reading.reason}'
        others = [(value, words) for value, words in reading.choices.items() if value != reading.value]
        yield from (f'      也可：{words}（{reading.id} = "{value}"）' for value, words in others)
        yield f"      {reading.citation}"


def _rules(sheet: RuleSheet, scheme: Scheme) -> Iterator[str]:
    targets = {one.id: one for one in scheme.indicators} if sheet.kind == "indicator" else {}
    for row, starts in zip(sheet.rows, sheet.starts, strict=True):
        if sheet.kind == "clause":
            line, quote = _called(sheet, row, "line"), _called(sheet, row, "quote")
            why = _called(sheet, row, "only_text")
            yield f"  {_called(sheet, row, 'id')}  第{line}行“{quote}”" + (f"〔文字〕{why}" if why else "")
            continue
        if not starts:
            yield f"      {_said(sheet.columns, row)}"
            continue
        called = [_called(sheet, row, key) for key in _CALLED if _called(sheet, row, key)]
        indicator = targets.get(called[0] if called else "")
        if indicator is not None and indicator.target is not None:
            called.append(f"目标 {with_unit(indicator.target, indicator)}")
        yield f"  {'  '.join([*called, *_clause(sheet, row, called)])}"
        if said := _said(sheet.columns, row, _CALLED):
            yield f"      {said}"


def _called(sheet: RuleSheet, row: Sequence[Cell], key: str) -> str:
    return next(
        (
            _plain(value)
            for column, value in zip(sheet.columns, row, strict=True)
            if _is(column, sheet.kind, key) and value
        ),
        "",
    )


def _is(column: RuleColumn, kind: str, key: str) -> bool:
    return column.kind == kind and column.key == key


def _clause(sheet: RuleSheet, row: Sequence[Cell], called: Sequence[str]) -> list[str]:
    quote = next((value for column, value in zip(sheet.columns, row, strict=True) if column.shape == "quote"), None)
    named = _called(sheet, row, "clause")
    return [f"{named or (called or [''])[0]}“{quote}”"] if quote else [named] if named else []


def _said(columns: Sequence[RuleColumn], row: Sequence[Cell], without: Sequence[str] = ()) -> str:
    said = [
        f"{column.heading} {_plain(value)}"
        for column, value in zip(columns, row, strict=True)
        if value is not None and column.is_filled_in and column.key not in (*without, "clause")
    ]
    return "；".join(said)


def _plain(value: Cell) -> str:
    return str(value).replace("\n", "，") if value is not None else ""

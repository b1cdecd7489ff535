"""Which fields does a book of the office have as Word: as one table, or as a form for each of its lines?"""

from collections.abc import Mapping, Sequence

from msgspec import Struct

from toolkit.model.rules import Register

SPARE = 6  # empty lines for the pen, in a book without lines
_WIDE = ("内容", "项目", "情况", "事项", "问题", "意见", "发展", "效益", "企业", "职责", "成果", "方案", "活动", "参加")
_PAGE = 15130  # twips across a page on its side


class KeptPaper(Struct, frozen=True):
    """A book to be printed: its lines by column, the county, the month in words, the office, the document's title."""

    register: Register
    lines: tuple[Mapping[str, str], ...]
    jurisdiction: str
    until: str
    office: str
    document_title: str


def as_table(paper: KeptPaper) -> dict[str, object]:
    """Return the fields of the template 台账.docx: a column for each of the book's, widths by what stands in them."""
    until, register = f"截至{paper.until}", paper.register
    return listing(_title(paper), paper.office, until, register.columns, paper.lines, _basis(paper), register.signed)


def listing(
    title: str,
    office: str,
    until: str,
    columns: Sequence[str],
    told: Sequence[Mapping[str, str]],
    basis: str,
    signed: Sequence[str],
) -> dict[str, object]:
    """Return the fields of the template 台账.docx for any table; without lines there is room for the pen."""
    lines = told or tuple({} for _ in range(SPARE))
    weights = [_weight(column, [line.get(column, "") for line in lines]) for column in columns]
    widths = [(_PAGE - 700) * weight // sum(weights) for weight in weights]
    heads = [{"heading": "序号", "width": 700, "number": 0}]
    heads += [
        {"heading": column, "width": width, "number": number}
        for number, (column, width) in enumerate(zip(columns, widths, strict=True), 1)
    ]
    return {
        "title": title,
        "head": f"单位：{office}　　　{until}",
        "columns": heads,
        "lines": [
            [str(number) if told else "", *(line.get(column, "") for column in columns)]
            for number, line in enumerate(lines, 1)
        ],
        "basis": basis,
        "signed": "　　　　".join(f"{who}（签字）：　　　　　　" for who in signed),
    }


def as_form(paper: KeptPaper, line: Mapping[str, str]) -> dict[str, object]:
    """Return the fields of the template 台账单页.docx: a row for each column of one line."""
    return {
        "title": _title(paper),
        "head": f"单位：{paper.office}　　　截至{paper.until}",
        "rows": [{"heading": column, "text": line.get(column, "")} for column in paper.register.columns],
        "signers": list(paper.register.signed),
        "basis": _basis(paper),
    }


def _title(paper: KeptPaper) -> str:
    return f"{paper.jurisdiction}{paper.register.name}"


def _basis(paper: KeptPaper) -> str:
    quote = paper.register.citation.printed
    return f"{paper.document_title}“{quote}”" if quote else ""


def _weight(column: str, texts: Sequence[str]) -> int:
    """Return how much of the page a column takes: for its heading, and for what stands below it."""
    longest = max([len(text) for text in texts] or [0])
    usual = 12 if any(word in column for word in _WIDE) else 6
    return max(min(len(column), 7), usual if longest == 0 else min(20, max(5, longest)))

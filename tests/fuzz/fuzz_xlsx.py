"""Target: the .xlsx reader. The input is the XML of sheet, shared strings and styles, put into a whole package."""

from tests.fuzz.contract import carefully, opened, read, said, saved
from tests.rawfiles import MAIN, PROJECT, STYLES, row, rows, sheet, xlsx

BETWEEN = b"\n%%\n"
STRINGS = f'<sst xmlns="{MAIN}"><si><t>江口旋切一期</t></si><si><r><t>甲</t></r><rPh><t>x</t></rPh></si></sst>'
WORDS = (
    *(
        "<c",
        "<v>",
        "</v>",
        "<f>",
        "</f>",
        "<is><t>",
        "</t></is>",
        "<row",
        "</row>",
        "</c>",
        "<sheetData>",
        "<!--",
        "-->",
    ),
    *(
        'r="A1"',
        't="s"',
        't="str"',
        't="e"',
        't="b"',
        't="d"',
        's="1"',
        'hidden="1"',
        "<![CDATA[",
        "]]>",
        "&amp;",
        "&#10;",
    ),
    *('<mergeCell ref="A1:B2"/>', '<col min="1" max="3" hidden="1"/>', "_x000D_", "1E+308", "#REF!", "44712"),
)


def packed(data: bytes) -> bytes:
    """Return the workbook that an input stands for."""
    given = data.split(BETWEEN, 2)
    parts = given + [b"", STYLES.encode()][len(given) - 1 :]
    return xlsx(*parts)


def seeds() -> list[bytes]:
    """Small workbooks: texts of every kind, dates, errors, merges, hidden and struck rows."""
    odd = ['<c t="s"><v>0</v></c>', '<c t="b"><v>1</v></c>', '<c t="e"><v>#N/A</v></c>', '<c s="2"><v>44712</v></c>']
    odd += ['<c t="str"><f>A1&amp;B1</f><v>x</v></c>', "<c><f>1/2</f></c>", "#0.5", '<c t="d"><v>2022-05-31</v></c>']
    struck = ['<c s="4" t="inlineStr"><is><t>甲</t></is></c>'] * 10
    sheets = [
        sheet(rows(PROJECT)),
        sheet(rows(PROJECT, struck), before='<cols><col min="2" max="3" hidden="1"/></cols>'),
    ]
    sheets += [sheet(rows(PROJECT, odd), after='<mergeCells><mergeCell ref="B2:B3"/></mergeCells>')]
    sheets += [sheet(rows(["合计", *[None] * 3, "#0.5"])), sheet(row(1, ["本月无"]))]
    return [BETWEEN.join(part.encode() for part in (one, STRINGS, STYLES)) for one in sheets]


def one(data: bytes) -> None:
    """Hold the laws; both ways of reading a sheet say the same."""
    book = packed(data)
    read(book, ".xlsx")
    path = saved(book, ".xlsx")
    assert said(opened(path)) == said(carefully(path))

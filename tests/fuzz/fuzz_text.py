"""Target: files of text. The input is a csv or a web page, in whatever encoding its first bytes say."""

from tests.drawn import HEADINGS
from tests.fuzz.contract import read
from tests.rawfiles import PROJECT

WORDS = (
    "<table>",
    "<tr>",
    "<td>",
    "</td>",
    "<td rowspan=2>",
    "colspan='3'",
    "<!--",
    "<![",
    "<br>",
    "&lt;",
    '","',
    '"',
    "\t",
)


def seeds() -> list[bytes]:
    """Csv with every separator and encoding, and a page as Excel saves it."""
    table = [HEADINGS, PROJECT, ["合计", "", "", "", "0.5"]]
    page = "".join("<tr>" + "".join(f"<td>{text}</td>" for text in line) + "</tr>" for line in table)
    texts = [sign.join(line) + "\r\n" for sign in ",\t;" for line in [HEADINGS]]
    texts += ["\n".join(",".join(line) for line in table), f"<html><table>{page}</table></html>"]
    texts += ['行业,"项目\n名称",投资总额（亿元）\n林木业,"甲,乙",0.5\n']
    return [text.encode(encoding) for text in texts for encoding in ("utf-8-sig", "gb18030")] + [
        texts[-1].encode("utf-16")
    ]


def one(data: bytes) -> None:
    """Hold the laws, whatever the file is called."""
    assert read(data, ".csv").status == read(data, ".html").status

"""Which lines does a policy document hold? A Word file or a text; of others it says how they become one."""

from pathlib import Path

from toolkit.files import texts
from toolkit.files.docx import DOCUMENT
from toolkit.files.docx_text import docx_lines
from toolkit.files.grid import Refusal
from toolkit.files.package import Package
from toolkit.model.errors import ToolkitError
from toolkit.model.expressions import expression

# What some program takes for the end of a line; whoever numbers lines must see the same ones.
_ENDS = expression("[\n\x0b\x1c-\x1e\x85\u2028\u2029]")
_AGAIN = "再用存好的文件运行一次。"
_COPY = f"请打开它，全选、复制，粘贴到记事本里存成 .txt，{_AGAIN}"
# How a file begins that is neither Word of today nor a text, what it is, and the way out.
_OTHERS = (
    (
        b"%PDF",
        "是 PDF，里面的文字没有先后，表格也认不出",
        f"请用 WPS 或 Word 打开它，另存为 .docx；不能另存的，{_COPY[1:]}",
    ),
    (b"\xd0\xcf\x11\xe0", "是旧版 .doc 或 .wps", f"请用 Word 或 WPS 打开它，另存为 .docx，{_AGAIN}"),
    (b"{\\rtf", "是 RTF 文档", f"请用 Word 或 WPS 打开它，另存为 .docx，{_AGAIN}"),
    (b"\x89PNG", "是图片", "请先识别成文字，存成 .docx 或 .txt，再运行一次。"),
    (b"\xff\xd8\xff", "是图片", "请先识别成文字，存成 .docx 或 .txt，再运行一次。"),
    (b"<", "是网页", _COPY),
)


def paper_lines(path: Path) -> list[str]:
    """Return the lines of a .docx or a text in any encoding; the content decides which it is, and not the suffix.

    Raises ``ToolkitError`` where it is something else, or holds no text.
    """
    try:
        with path.open("rb") as file:
            head = file.read(512)
    except FileNotFoundError:
        raise ToolkitError(f"找不到文件“{path.name}”。请核对文件名和所在的文件夹。") from None
    except OSError as error:
        raise ToolkitError(f"“{path.name}”打不开（{error.strerror}）。请关闭正在使用它的程序后再运行一次。") from None
    start = head.lstrip(b"\xef\xbb\xbf \r\n\t")
    for mark, what, how in _OTHERS:
        if start.startswith(mark):
            raise ToolkitError(f"“{path.name}”{what}。{how}")
    whole = "\n".join(_of_word(path)) if head.startswith(b"PK") else texts.read(path)
    # A form feed is where a page ends: it stays at the beginning of its line, for who looks for pages.
    lines = [line.rstrip(" \xa0\u3000") for line in _ENDS.split(whole)]
    if not any(line.strip() for line in lines):
        raise ToolkitError(f"“{path.name}”里没有文字。是扫描件的，请先识别成文字，存成 .docx 或 .txt，再运行一次。")
    return lines


def _of_word(path: Path) -> list[str]:
    package = None
    try:
        package = Package(path)
        if DOCUMENT not in package:
            raise ToolkitError(f"“{path.name}”不是 Word 文档，没有文件正文。请用 .docx 或 .txt 的方案。")
        return docx_lines(package)
    except Refusal as refusal:
        why = refusal.why or "设了打开密码"
        raise ToolkitError(
            f"“{path.name}”无法读取：{why}。请用 Word 或 WPS 打开它，另存为新的 .docx，{_AGAIN}"
        ) from None
    finally:
        if package is not None:
            package.close()

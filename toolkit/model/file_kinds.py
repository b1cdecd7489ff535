"""Which kind of file is one without a table (PDF, picture, archive), and what is asked for instead?"""

from pathlib import Path

from msgspec import Struct

from toolkit.model.expressions import expression

# LZ annex 2: copies of licences and of identity cards 「单独报送」; they are never part of a letter of ours.
PRIVATE = expression(r"营业执照|执照副本|证照|身份证|护照|户口")
TABLE_WORDS = ("统计表", "报表", "月报", "汇总", "台账", "招商", "引资")
UNCLAIMED = "待认领"
# What the office states of its own where the document leaves it open: units, the years before, exchange rates.
MORE_UNITS, BASELINES, RATES = "单位补充.csv", "基数.csv", "汇率.csv"


class Kind(Struct, frozen=True):
    """A kind of file: how it is called and counted, and why it is no table ('' for what may hold one)."""

    name: str
    measure: str = "个"
    why: str = "无法读取"

    def counted(self, number: int) -> str:
        """Return how many came.

        >>> kind_of("江口乡6月.pdf").counted(1), kind_of("a.jpg").counted(2)
        ('1 个 PDF', '2 张图片')
        """
        space = " " if self.name[0].isascii() else ""
        return f"{number} {self.measure}{space}{self.name}"

    @property
    def advice(self) -> str:
        """What the office should do: a clause without its stop."""
        return f"是{' ' if self.name[0].isascii() else ''}{self.name}，{self.why}，请要 Excel 表"


PICTURE, PDF, OTHER = Kind("图片", "张"), Kind("PDF"), Kind("其他文件")
ARCHIVE = Kind("压缩包", why="没有打开")
TABLE = Kind("表格", why="")
BY_SUFFIX = {
    **dict.fromkeys((".jpg", ".jpeg", ".png", ".bmp", ".gif", ".tif", ".tiff", ".heic", ".webp"), PICTURE),
    **dict.fromkeys((".zip", ".rar", ".7z", ".tar", ".gz", ".tgz"), ARCHIVE),
    **dict.fromkeys((".pdf", ".ofd"), PDF),
    **dict.fromkeys((".doc", ".docm", ".rtf", ".odt"), Kind("Word 文档", "份")),
    **dict.fromkeys((".wps", ".wpt"), Kind("WPS 文字文档", "份")),
    ".fods": Kind("ODS 表格"),
    ".numbers": Kind("Numbers 表格"),
    **dict.fromkeys((".ppt", ".pptx", ".dps"), Kind("幻灯片", "份")),
    **dict.fromkeys((".txt", ".md", ".log"), Kind("文本文件")),
    **dict.fromkeys((".mp4", ".mov", ".mp3", ".wav", ".amr"), Kind("音像文件")),
    **dict.fromkeys(
        (".xlsx", ".xlsm", ".xls", ".xlsb", ".xltx", ".xltm", ".xlt", ".et", ".ett", ".ods", ".csv"), TABLE
    ),
    **dict.fromkeys((".docx", ".html", ".htm"), TABLE),
    ".dat": Kind("winmail.dat 附件"),
}
# How contents begin, and which suffix a file without one is then given.
BEGINNINGS = (
    (b"%PDF", ".pdf"),
    (b"\x89PNG", ".png"),
    (b"\xff\xd8\xff", ".jpg"),
    (b"GIF8", ".gif"),
    (b"Rar!", ".rar"),
    (b"7z\xbc\xaf", ".7z"),
    (b"\x78\x9f\x3e\x22", ".dat"),
    (b"\x09\x08", ".xls"),
)
OLE = b"\xd0\xcf\x11\xe0"
INSIDE_ZIP = ((b"xl/", ".xlsx"), (b"word/", ".docx"), (b"ppt/", ".pptx"), (b"opendocument.spreadsheet", ".ods"))


def kind_of(name: str) -> Kind:
    """Return what kind of file a name says."""
    return BY_SUFFIX.get(Path(name).suffix.lower(), OTHER)


def is_picture(name: str) -> bool:
    """Tell whether a file is a picture, or a PDF, which may be one."""
    return kind_of(name) in (PICTURE, PDF)


def named_licence(name: str) -> bool:
    """Tell whether a file's name says that it is a licence; one that is named like our table is a table.

    >>> named_licence("营业执照.jpg"), named_licence("江口乡6月统计表（附营业执照）.xlsx"), named_licence("统计表.xlsx")
    (True, False, False)
    """
    return PRIVATE.search(name) is not None and not (kind_of(name) is TABLE and named_like_table(name))


def named_like_table(name: str) -> bool:
    """Tell whether a file's name says that it is a table of ours, though it may be a picture of one.

    >>> named_like_table("江口乡6月统计表.pdf"), named_like_table("扫描件.pdf")
    (True, False)
    """
    return any(word in name for word in TABLE_WORDS)


def named_after(name: str, content: bytes) -> str:
    """Return a name with the suffix that the content implies, where it has none; attachments often come without.

    >>> named_after("没有名字的附件", b"%PDF-1.4"), named_after("江口乡.xlsx", b"%PDF"), named_after("说明", b"x")
    ('没有名字的附件.pdf', '江口乡.xlsx', '说明')
    """
    return name if Path(name).suffix.lower() in BY_SUFFIX else name + suffix_of(content)


def suffix_of(content: bytes) -> str:
    """Return the suffix that a content implies, or '' for an unknown one."""
    if content.startswith(b"PK\x03\x04"):
        return next((suffix for word, suffix in INSIDE_ZIP if word in content), ".zip")
    if content.startswith(OLE):
        # UTF-16: the names of an OLE file's streams.
        return ".doc" if "WordDocument".encode("utf-16-le") in content else ".xls"
    return next((suffix for start, suffix in BEGINNINGS if content.startswith(start)), "")

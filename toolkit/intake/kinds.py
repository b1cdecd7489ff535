"""What is a file that holds no table: a PDF, a picture, an archive? And what should be asked for instead."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of file: how it is called and counted, and what to do about it."""

    name: str
    measure: str
    advice: str

    def counted(self, number: int) -> str:
        """Return how many came: 2 张图片.

        >>> kind_of("江口乡6月.pdf").counted(1), kind_of("a.jpg").counted(2)
        ('1 个 PDF', '2 张图片')
        """
        space = " " if self.name[0].isascii() else ""
        return f"{number} {self.measure}{space}{self.name}"


PICTURE = Kind("图片", "张", "是图片，读不出，请要 Excel 表")
ARCHIVE = Kind("压缩包", "个", "是压缩包，请解开后把表放进“报送”")
TNEF = Kind("winmail.dat", "个", "是 Outlook 打包的附件，读不出，请单位换一种格式重发")
OTHER = Kind("其他文件", "个", "不是表格文件，请人看一下")
WORKBOOK = Kind("表格", "个", "")


def _unread(name: str, measure: str = "个") -> Kind:
    return Kind(name, measure, f"是{' ' if name[0].isascii() else ''}{name}，读不出，请要 Excel 表")


PDF = _unread("PDF")
WORD = _unread("Word 文档", "份")
WPS = _unread("WPS 文字文档", "份")
OPEN = _unread("ODS 表格")
SLIDES = _unread("幻灯片", "份")
BY_SUFFIX = {
    **dict.fromkeys((".jpg", ".jpeg", ".png", ".bmp", ".gif", ".tif", ".tiff", ".heic", ".webp"), PICTURE),
    **dict.fromkeys((".zip", ".rar", ".7z", ".tar", ".gz", ".tgz"), ARCHIVE),
    **dict.fromkeys((".pdf", ".ofd"), PDF),
    **dict.fromkeys((".doc", ".docx", ".docm", ".rtf", ".odt"), WORD),
    **dict.fromkeys((".ods", ".fods", ".numbers"), OPEN),
    **dict.fromkeys((".ppt", ".pptx", ".dps"), SLIDES),
    **dict.fromkeys((".xlsx", ".xlsm", ".xls", ".xlsb", ".xltx", ".xltm", ".xlt", ".et", ".ett", ".csv"), WORKBOOK),
    **dict.fromkeys((".html", ".htm", ".mht"), Kind("网页", "个", "是网页，里面没有统计表，请要 Excel 表")),
    ".wps": WPS,
    ".wpt": WPS,
    ".dat": TNEF,
}
# How contents begin, and what a file without a suffix is then called.
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


def named_after(name: str, content: bytes) -> str:
    """Return a name that has no suffix, as attachments without a name have none, with the one its content asks for.

    >>> named_after("没有名字的附件", b"%PDF-1.4"), named_after("江口乡.xlsx", b"%PDF"), named_after("说明", b"x")
    ('没有名字的附件.pdf', '江口乡.xlsx', '说明')
    """
    return name if Path(name).suffix.lower() in BY_SUFFIX else name + suffix_of(content)


def suffix_of(content: bytes) -> str:
    """Return the suffix that a content asks for, '' for what is not known."""
    if content.startswith(b"PK\x03\x04"):
        return next((suffix for word, suffix in INSIDE_ZIP if word in content), ".zip")
    if content.startswith(OLE):
        # UTF-16: the names of an OLE file's streams.
        return ".doc" if "WordDocument".encode("utf-16-le") in content else ".xls"
    return next((suffix for start, suffix in BEGINNINGS if content.startswith(start)), "")

"""Which format does a cell have? Named traits that are combined: ``styles("cell", "money", "total")``."""

from typing import Any

from toolkit.model.scheme import Indicator

# 元 shown as 亿元 with two decimals: two commas divide by a million, the point is printed as a letter.
# Excel, WPS and LibreOffice agree on it: 5500000000 → 55.00, 50000000 → 0.50, 0 → 0.00.
YI_FORMAT = r"0\.00,,"


def padded(positive: str, zero: str = "") -> str:
    """Return a number format with a small gap before the right border, for numbers and for 「—」."""
    return rf"{positive}_ ;\-{positive}_ ;{zero or positive}_ ;@_ "


AHEAD_FORMAT = '"超"0.0;"欠"0.0;"持平"'

INK = "#262626"
LINE = "#A6A6A6"
HEADER_FILL = "#DCE6F1"
TOTAL_FILL = "#FFF7E6"
SUBTOTAL_FILL = "#F5F7FA"
QUIET = "#7F7F7F"
# The three colours of a state, and nothing else is shown in them (``lights.py`` says what each means).
GREEN = {"font_color": "#1E6B3A", "bg_color": "#E2F0E5"}
YELLOW = {"font_color": "#8A5A00", "bg_color": "#FFF0C7"}
RED = {"font_color": "#B3261E", "bg_color": "#FBE0DD", "bold": True}

TRAITS: dict[str, dict[str, Any]] = {
    "page": {"font_name": "宋体", "font_size": 10, "font_color": INK, "valign": "vcenter"},
    "title": {"font_name": "黑体", "font_size": 20, "align": "center"},
    "great": {"font_size": 24},
    "subtitle": {"font_color": "#595959", "text_wrap": True},
    "remark": {"font_color": "#595959", "font_size": 9, "text_wrap": True},
    "section": {"font_name": "黑体", "font_size": 12, "font_color": "#1F3864", "bottom": 2, "bottom_color": "#1F3864"},
    "cell": {"border": 1, "border_color": LINE},
    "header": {
        "font_name": "黑体",
        "border": 1,
        "border_color": LINE,
        "bg_color": HEADER_FILL,
        "align": "center",
        "text_wrap": True,
    },
    "wrap": {"text_wrap": True},
    "left": {"align": "left", "indent": 1},
    "right": {"align": "right", "indent": 1},
    "center": {"align": "center"},
    "top": {"valign": "top"},
    "bold": {"bold": True},
    "total": {"bold": True, "bg_color": TOTAL_FILL},
    "own": {"bg_color": TOTAL_FILL},
    "subtotal": {"bold": True, "bg_color": SUBTOTAL_FILL},
    "quiet": {"font_color": QUIET},
    "link": {"font_color": "#1F4E9E", "underline": 1},
    "text": {"num_format": "@"},
    "count": {"num_format": padded("#,##0"), "align": "right"},
    "plain": {"num_format": "0", "align": "center"},
    "fraction": {"num_format": padded("#,##0.0000"), "align": "right"},
    "general": {"num_format": "General", "align": "right", "indent": 1},
    "decimal": {"num_format": padded("#,##0.00"), "align": "right"},
    "亿元": {"num_format": padded(YI_FORMAT), "align": "right"},
    "yi": {"num_format": padded("0.00##"), "align": "right"},
    "亿元或横线": {"num_format": padded(YI_FORMAT, '"—"'), "align": "center"},
    "count或空": {"num_format": '0;-0;""', "align": "center"},
    "points": {"num_format": "General;-General;", "align": "center"},
    "rate": {"num_format": "0.0%", "align": "center"},
    "share": {"num_format": padded("0.0%"), "align": "right"},
    "percentage points": {"num_format": padded('0.0"个百分点"'), "align": "right"},
    "ahead": {"num_format": AHEAD_FORMAT, "align": "center"},
    "date": {"num_format": "yyyy-mm-dd", "align": "center"},
    "green": GREEN,
    "yellow": YELLOW,
    "red": RED,
    # the colours that the return copy marks cells with
    "error": {"bg_color": "#FFC9C4", "bold": True},
    "warning": {"bg_color": "#FFE9A9", "bold": True},
    "note": {"bg_color": "#DBEBF8", "bold": True},
    # a rulebook's workbook: hints, the example, the heading above a table inside a table, rows that go on with a rule
    "hint": {
        "font_color": QUIET,
        "font_size": 9,
        "text_wrap": True,
        "border": 1,
        "border_color": LINE,
        "valign": "top",
    },
    "sample": {
        "font_color": QUIET,
        "italic": True,
        "text_wrap": True,
        "border": 1,
        "border_color": LINE,
        "bg_color": "#F2F2F2",
        "num_format": "General",
    },
    "group": {"font_size": 9, "border": 1, "border_color": LINE, "bg_color": "#EEF3F9", "align": "center"},
    "subtitle_line": {"font_color": "#595959"},
    "rule_number": {"num_format": "General", "align": "center"},
    "rule_text": {"num_format": "@", "align": "left"},
    "rule_amount": {"num_format": "#,##0"},
    "rule_quote": {"font_color": "#595959", "align": "left"},
    "goes_on": {"top": 4, "top_color": LINE},
    "card_name": {
        "font_name": "黑体",
        "font_size": 11,
        "font_color": "#1F3864",
        "bg_color": "#EEF3F9",
        "align": "center",
    },
    "card_figure": {
        "font_name": "微软雅黑",
        "font_size": 22,
        "bold": True,
        "font_color": "#1F3864",
        "align": "center",
        "indent": 0,
    },
    "card_label": {"font_size": 9, "font_color": QUIET, "align": "center"},
    "card_value": {"font_size": 10, "align": "center", "bold": True},
}


class Styles:
    """The formats of one workbook; the same traits give the same format object."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._formats: dict[tuple[str, ...], Any] = {}

    def __call__(self, *traits: str) -> Any:
        """Return the format of traits laid over each other; a later trait wins."""
        if traits not in self._formats:
            properties = dict(TRAITS["page"])
            for trait in traits:
                properties |= TRAITS[trait]
            self._formats[traits] = self._book.add_format(properties)
        return self._formats[traits]

    def mark(self, properties: dict[str, Any]) -> Any:
        """Return a format for a conditional format: only what it changes."""
        return self._book.add_format(properties)


def trait_of(indicator: Indicator) -> str:
    """Return how an indicator's figures are shown."""
    if indicator.is_ratio or indicator.unit == "%":
        return "share"
    if indicator.unit == "亿元":
        return "亿元"
    return "decimal" if indicator.decimals else "count"

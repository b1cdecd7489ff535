"""Which formats does the control workbook have? Colours, and named traits that are combined."""

from typing import Any

NAVY, BLUE, PALE, WHITE = "#17365D", "#2F6DB5", "#F3F6FA", "#FFFFFF"
INK, QUIET, LINE, AMBER = "#262626", "#6B7785", "#DCE3EC", "#B85C00"

LOOKS: dict[str, dict[str, Any]] = {
    "page": {"font_name": "微软雅黑", "font_size": 10.5, "font_color": INK, "valign": "vcenter", "bg_color": PALE},
    "banner": {"bg_color": NAVY, "font_color": WHITE},
    "title": {"font_size": 22, "bold": True},
    "under": {"font_color": "#C9D8EA", "font_size": 11, "valign": "top"},
    "label": {"font_color": QUIET, "font_size": 9.5, "bg_color": WHITE, "align": "left", "indent": 1},
    "value": {"font_size": 15, "bold": True, "bg_color": WHITE, "indent": 1, "font_color": NAVY},
    # Several clauses in one card: what does not fit a line goes on in the next.
    "told": {"font_size": 10.5, "text_wrap": True},
    "foot": {"font_color": QUIET, "font_size": 9, "bg_color": WHITE, "align": "left", "indent": 1},
    "input": {
        "font_size": 15,
        "bold": True,
        "bg_color": "#FFFBEA",
        "indent": 1,
        "font_color": NAVY,
        "border": 1,
        "border_color": "#E0B64C",
        "locked": False,
        "num_format": "@",
    },
    "field": {
        "bg_color": "#FFFBEA",
        "border": 1,
        "border_color": "#E0B64C",
        "locked": False,
        "num_format": "@",
        "indent": 1,
    },
    "next_label": {"bg_color": "#FFF1DA", "font_color": AMBER, "bold": True, "font_size": 12, "align": "center"},
    "next": {"bg_color": "#FFF8EC", "font_size": 12, "locked": False, "text_wrap": True, "indent": 1},
    "group": {"font_size": 12, "bold": True, "font_color": NAVY},
    "column": {"font_size": 9, "font_color": QUIET, "align": "left", "indent": 1},
    "card": {"bg_color": WHITE, "bottom": 1, "bottom_color": LINE},
    "hint": {"font_color": QUIET, "indent": 1, "text_wrap": True},
    "when": {"font_color": QUIET, "font_size": 10, "locked": False, "num_format": "@", "indent": 1},
    "result": {"locked": False, "num_format": "@", "text_wrap": True, "indent": 1, "font_size": 10},
    "head": {"bg_color": NAVY, "font_color": WHITE, "bold": True, "indent": 1, "text_wrap": True},
    "cell": {"bg_color": WHITE, "border": 1, "border_color": LINE, "text_wrap": True, "indent": 1, "font_size": 10},
    "free": {"locked": False, "num_format": "@"},
    "line": {"locked": False, "num_format": "@", "text_wrap": True, "indent": 1, "font_size": 10},
    # A log line stays one row high: what is too long is cut at the column's edge and read in the formula bar.
    "one_row": {"text_wrap": False},
    "line_shown": {"bg_color": WHITE, "bottom": 1, "bottom_color": LINE},
    "strong": {"bold": True, "font_color": NAVY},
    "centre": {"align": "center", "indent": 0},
    "text": {"text_wrap": True, "bg_color": PALE, "valign": "top"},
    "mono": {"font_name": "Consolas", "font_size": 10},
}


class Looks:
    """The formats of one workbook; the same traits give the same format object."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._formats: dict[tuple[str, ...], Any] = {}

    def __call__(self, *traits: str) -> Any:
        """Return the format of traits laid over each other; a later trait wins."""
        if traits not in self._formats:
            properties = dict(LOOKS["page"])
            for trait in traits:
                properties |= LOOKS[trait]
            self._formats[traits] = self._book.add_format(properties)
        return self._formats[traits]

    def mark(self, trait: str) -> Any:
        """Return a format for a conditional format: only what it changes."""
        return self._book.add_format(LOOKS[trait])

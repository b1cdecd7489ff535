"""In which cell of 规则.xlsx does a key of a rulebook stand? A slip is told with the sheet and the cell."""

from collections.abc import Mapping

from msgspec import Struct, field

from toolkit.files.toml_lines import Path
from toolkit.model.cells import column_letter
from toolkit.model.rule_sheets import RuleColumn
from toolkit.schemes.workbook import words


class Places(Struct):
    """Rows of tables, columns of keys and lines of 基本情况, gathered while the workbook is read."""

    _sheets: dict[str, tuple[str, int]] = field(default_factory=dict)
    _columns: dict[tuple[str, str], int] = field(default_factory=dict)
    _rows: dict[Path, int] = field(default_factory=dict)
    _lines: dict[tuple[str, str], int] = field(default_factory=dict)

    def add_sheet(self, kind: str, sheet: str, head: int, columns: Mapping[int, RuleColumn]) -> None:
        """Remember where a kind of table stands, and in which column each of its keys."""
        self._sheets[kind] = sheet, head
        self._columns |= {(one.kind, one.key): at for at, one in columns.items()}

    def add_section(self, kind: str, sheet: str, row: int) -> None:
        """Remember where a table that stands once begins."""
        self._sheets[kind] = sheet, row

    def add_row(self, path: Path, row: int) -> None:
        """Remember the row of a table."""
        self._rows[path] = row

    def add_line(self, kind: str, key: str, row: int) -> None:
        """Remember the line of a key of a table that stands once."""
        self._lines[kind, key] = row

    def of(self, path: Path) -> tuple[str, int, str]:
        """Return (sheet, row, cell) of a key or a table; row 0 and no cell where only the sheet is known."""
        kind = ".".join(part for part in path if isinstance(part, str))
        table, _, key = kind.rpartition(".")
        row = next((self._rows[path[:end]] for end in range(len(path), 0, -1) if path[:end] in self._rows), 0)
        top = str(path[0]) if path else ""
        if not row:
            top = top if top in self._sheets else ""
            within = table if table in self._sheets else ""
            sheet, line = self._sheets.get(top, (words.sheet_name(top) if top else words.BASICS, 0))
            line = self._lines.get((within, key), line)
            return sheet, line, f"B{line}" if (within, key) in self._lines else ""
        sheet = self._sheets[top][0] if top in self._sheets else words.sheet_name(top)
        at = self._columns.get((table, key), 0)
        return sheet, row, f"{column_letter(at)}{row}" if at else f"第{row}行"

"""How is a worksheet of live figures written quickly? Formulas of old functions are taken as they are.

XlsxWriter looks in every formula for some thirty functions that Excel got later, which a master does not use: for a
county of two thousand units that costs seconds.
"""

from typing import Any

from xlsxwriter.worksheet import CellFormulaTuple, Worksheet

from toolkit.model.expressions import expression

# Functions that Excel 2010 has under their own names: nothing has to be put before them.
OLD = frozenset(
    ("AND", "AVERAGE", "COUNT", "COUNTA", "COUNTIF", "COUNTIFS", "IF", "IFERROR", "INDEX", "INT", "ISNUMBER", "LARGE")
    + ("MATCH", "MAX", "MIN", "N", "NOT", "OR", "RANK", "ROUND", "ROW", "SUM", "SUMIF", "SUMIFS", "SUMPRODUCT", "TEXT")
)
_CALLED = expression(r"[A-Za-z0-9._]+(?=\()")


class LiveWorksheet(Worksheet):  # type: ignore[misc]
    """A worksheet that writes formulas of old functions as they are; any other goes XlsxWriter's way."""

    def _write_formula(self, row: int, col: int, formula: str, cell_format: Any = None, value: Any = 0) -> int:
        if not _is_old(formula):
            return int(super()._write_formula(row, col, formula, cell_format, value))
        if self._check_dimensions(row, col):
            return -1
        self.table[row][col] = CellFormulaTuple(formula[1:], cell_format, value)
        return 0

    def _prepare_formula(self, formula: str, expand_future_functions: bool = False) -> str:
        # Conditional formats come this way, too.
        return formula[1:] if _is_old(formula) else str(super()._prepare_formula(formula, expand_future_functions))


def _is_old(formula: str) -> bool:
    return formula.startswith("=") and OLD.issuperset(_CALLED.findall(formula))

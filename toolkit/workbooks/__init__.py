"""EXCEL OUT: the master workbook and the return copy."""

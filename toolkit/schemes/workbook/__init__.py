"""The rulebook as a workbook, 规则.xlsx: which sheet and column is which table and key, written and read back."""

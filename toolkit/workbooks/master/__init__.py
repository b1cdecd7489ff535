"""The master workbook, one module per sheet, and the province that adds them up."""

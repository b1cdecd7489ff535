"""The control workbook 招商工具箱.xlsm: sheets, buttons, macros."""

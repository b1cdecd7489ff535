"""OFFICE ENGINE: xlwings over LibreOffice, so that the buttons run where there is no Excel."""

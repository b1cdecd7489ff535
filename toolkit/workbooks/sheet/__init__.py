"""How any sheet is written: cells, styles, live criteria."""

"""How the samples of a county are written: workbooks as clerks fill them in, and the list of their mistakes."""

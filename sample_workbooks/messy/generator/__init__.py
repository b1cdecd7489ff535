"""Generator of the messy sample workbooks: drawing, truth keeping, writers, and one module of cases per folder."""

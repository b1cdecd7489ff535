"""Excel workbooks: the master, return copies, forms, and the office's books."""

"""Steps: each takes nouns or files and gives nouns or files."""

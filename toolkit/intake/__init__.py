"""READING: what units send becomes model nouns."""

"""Blank workbooks that people fill in."""

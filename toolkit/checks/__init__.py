"""Validation: CHECKS is a tuple of plain functions; each returns findings."""

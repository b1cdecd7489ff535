"""Consolidation: from submissions to ledger, variance and timeliness."""

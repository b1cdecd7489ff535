"""The papers of a trip: plan, approval, record, report."""

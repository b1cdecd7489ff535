"""ASSESSMENT: standings from variances."""

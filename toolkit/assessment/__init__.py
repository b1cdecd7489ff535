"""ASSESSMENT: places and points from variances."""

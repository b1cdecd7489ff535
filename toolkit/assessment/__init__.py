"""Assessment: places and points, from variances and the office's books."""

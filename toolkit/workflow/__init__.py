"""THE CORRIDOR: the only package that walks between rooms."""

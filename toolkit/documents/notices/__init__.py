"""Official notices, one module per kind."""

"""The corridor: the only package that imports from several rooms."""

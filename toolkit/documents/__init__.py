"""WORD OUT: notices and trip forms from Jinja templates."""

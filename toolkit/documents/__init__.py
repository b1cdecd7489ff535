"""Word documents: notices and trip forms, from Jinja templates."""

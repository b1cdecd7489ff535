"""Which projects does the county know? Rows of months are followed as projects; nothing of the rules is known here."""

"""Reading: the files of units and of the office become model nouns."""

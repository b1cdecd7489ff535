"""THE HALL: the nouns every room speaks with. No files, no clock, no third-party imports."""

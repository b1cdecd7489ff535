"""The nouns that every room uses. No files, no clock, no third-party imports."""

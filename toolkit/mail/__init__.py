"""MAIL: letters, drafts, sending and collecting."""

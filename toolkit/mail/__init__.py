"""Mail: letters, drafts, sending and collecting."""

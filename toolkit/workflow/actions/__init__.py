"""Actions: what one button or one command does from end to end."""

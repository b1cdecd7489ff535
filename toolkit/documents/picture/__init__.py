"""What is drawn for a phone: one picture of the month."""

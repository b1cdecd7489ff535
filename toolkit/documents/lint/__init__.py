"""What is wrong with an official document."""

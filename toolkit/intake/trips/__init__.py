"""The trip register, and the Word forms that come back to it."""

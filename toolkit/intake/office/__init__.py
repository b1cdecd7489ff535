"""The office's own books: decisions, scores, last year's places, people, steps."""

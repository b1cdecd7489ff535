"""The office's own books as workbooks: assessment, decisions, money of trips, letters."""

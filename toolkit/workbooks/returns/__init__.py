"""What units get back: marked copies, lists of findings, receipts."""

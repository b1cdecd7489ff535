"""MAIL: letters and drafts."""

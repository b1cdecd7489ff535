"""Rulebooks: one folder per jurisdiction, loaded and checked."""

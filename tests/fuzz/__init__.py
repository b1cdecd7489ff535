"""Fuzzing: any bytes become a Submission or a refusal, nothing else, and what is read obeys its laws."""

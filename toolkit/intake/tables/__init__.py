"""The tables units send, row by row: statistics, targets, the system's export."""

"""Measure the checker: quality and speed, each figure by a command."""

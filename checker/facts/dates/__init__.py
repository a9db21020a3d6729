"""Find the dates and times of a headline and prove those that its body gives otherwise (`rule.py`)."""

from checker.facts.dates.parse import find_moments

__all__ = ["find_moments"]

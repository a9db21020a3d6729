"""Find the dates and times of a headline and prove those that its body gives otherwise."""

from checker.facts.dates.parse import find_moments
from checker.facts.dates.rule import find_date_mismatches

__all__ = ["find_date_mismatches", "find_moments"]

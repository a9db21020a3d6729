"""Find the quantities of a text in any notation, and prove that a headline gives another one than its body."""

from checker.facts.numbers.parse import find_quantities
from checker.facts.numbers.rivals import find_number_rivals
from checker.facts.numbers.rule import find_number_mismatches

__all__ = ["find_number_mismatches", "find_number_rivals", "find_quantities"]

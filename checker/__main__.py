"""`python -m checker` and the console script: the only place that ends the process."""

from __future__ import annotations

import os
import sys

from checker.cli import main


def run() -> None:
    """Run the command line and exit with its code."""
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(errors="backslashreplace")  # an odd terminal encoding must not lose a report
    try:
        code = main()
        sys.stdout.flush()
    except BrokenPipeError:  # the reader of a pipe has left, as `| head` does
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = 1
    sys.exit(code)


if __name__ == "__main__":
    run()

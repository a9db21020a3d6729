"""Draw the README's picture: the coloured report of a sample article as SVG, through rich.

python docs/picture.py data/articles/kim-vladivostok.id.txt docs/report.svg
"""

from __future__ import annotations

import io
import subprocess
import sys
from pathlib import Path

from rich.console import Console
from rich.text import Text

WIDTH = 100


def main() -> None:
    """Check the story as a user would and record what the terminal shows."""
    story, output = sys.argv[1:]
    command = [sys.executable, "-m", "checker", "check", story, "--verbose", "--color", "always", "--width", str(WIDTH)]
    report = subprocess.run(command, capture_output=True, text=True, check=False).stdout  # noqa: S603 - our own program
    console = Console(record=True, width=WIDTH, file=io.StringIO(), force_terminal=True, color_system="truecolor")
    console.print(Text.from_ansi(report))
    console.save_svg(output, title=f"checker check {Path(story).name}")


if __name__ == "__main__":
    main()

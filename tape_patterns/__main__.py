"""``python -m tape_patterns``."""

from tape_patterns.cli import main

main()

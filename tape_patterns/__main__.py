"""The ``tape-patterns`` command's way in, also of ``python -m tape_patterns``.

It sees to Ctrl-C first, since importing the command takes a while.
"""

from tape_patterns import interrupts


def main() -> None:
    """Import the command and run it."""
    interrupts.stop_at_once()
    from tape_patterns import cli

    try:
        interrupts.stop_between_imports()
        try:
            cli.main()
        finally:
            interrupts.stop_at_once()
    except KeyboardInterrupt:
        interrupts.stop()


if __name__ == "__main__":
    main()

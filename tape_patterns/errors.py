"""The error that a user can mend."""


class UsageError(Exception):
    """Something to mend outside the code: one line that says what to do."""

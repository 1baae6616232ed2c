"""The one exception that the command line turns into a message and exit status 1."""


class KgError(Exception):
    """A fault that the user can mend; the message names the file, the line or record, and what to do."""

class Refused(Exception):
    """The whole file, or the whole request, is turned away. Its text is one sentence for the reader."""

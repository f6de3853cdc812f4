"""The whole portal in one archive, and back: database and uploaded files, with a manifest of hashes.

``tables`` reads and writes rows by COPY, in one snapshot and one transaction; ``archive`` is the file;
``keeping`` and ``restoring`` are the two verbs. An archive is read by the code that wrote it: it holds rows, the
schema is that of the migrations, whose names it records.
"""


class Refused(Exception):
    """A sentence for the operator; nothing was changed."""

"""Lists of firms out of files: ``sheets`` opens them, ``rows`` reads and cleans without a database,
``matching`` looks for firms we have, ``load`` lands what is clean, ``undo`` takes a batch away again."""

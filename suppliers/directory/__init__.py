"""The directory: one denormalised row a listed firm, how it is written, asked and counted.

``document`` writes rows from facts, ``standing`` what the floor above tells us to show, ``search`` asks,
``facets`` counts. Another index could stand behind these four without a page knowing.
"""

from suppliers.directory.document import index, index_all, index_behind, index_due
from suppliers.directory.standing import Standing, show_standing

__all__ = ["Standing", "index", "index_all", "index_behind", "index_due", "show_standing"]

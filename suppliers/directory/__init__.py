"""The directory: one denormalised row a listed firm, how it is written, asked and counted.

``document`` writes rows from facts, ``standing`` what the floor above tells us to show, ``search`` asks,
``counting`` and ``facets`` count; ``offers`` writes beside each row what matching reads. Another index could stand behind these without a page knowing.
"""

from suppliers.directory.counting import count_whole_list
from suppliers.directory.document import index, index_all, index_behind, index_due
from suppliers.directory.offers import Levels, show_levels
from suppliers.directory.standing import Standing, show_standing

__all__ = [
    "Levels",
    "Standing",
    "count_whole_list",
    "index",
    "index_all",
    "index_behind",
    "index_due",
    "show_levels",
    "show_standing",
]

"""History by trigger: it sees bulk updates and raw SQL, which signals do not."""

from typing import Any

import pghistory


def keep_history(**options: Any) -> Any:
    """Record every insert, update and delete of the decorated model in its own event table."""
    return pghistory.track(
        pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent(), **options
    )

"""History by trigger, as everywhere: see ``portal.models.history``."""

from portal.models.history import keep_history

__all__ = ["keep_history"]

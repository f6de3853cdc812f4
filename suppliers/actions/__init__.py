"""Verbs that change facts. Every one of them works inside ``changing``."""

from suppliers.actions.changing import changing, changing_many

__all__ = ["changing", "changing_many"]

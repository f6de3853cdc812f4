"""What this floor announces to the floors above it."""

from django.dispatch import Signal

# After commit, once a firm's facts have changed. Arguments: supplier_id.
facts_changed = Signal()

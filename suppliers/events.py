"""What this floor announces to the floors above it."""

from django.dispatch import Signal

# After commit, once a firm's facts have changed. Arguments: supplier_id.
facts_changed = Signal()

# After commit, once many firms changed together, as an import brings them: one bell for all of them, and
# whoever announces has written the directory. Arguments: supplier_ids.
many_facts_changed = Signal()

# After commit, once an uploaded file is stored. Arguments: document_id.
document_kept = Signal()

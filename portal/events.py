"""What the ground announces to the floors above it."""

from django.dispatch import Signal

# A person registered a firm. Sent inside the transaction that makes the account; a receiver that refuses
# raises django.core.exceptions.ValidationError with the field's name, and nothing is kept.
# Arguments: organisation, user, name, tax_code (10 or 13 digits, or ""), household_number (12 digits, or "").
supplier_registered = Signal()

# A person wants to delete their account. Receivers return sentences that say what must be settled first, or an
# empty list. Arguments: user.
person_leaves = Signal()

# A person is being deleted, inside the transaction: receivers delete what is kept on the person above this floor.
# Arguments: user, who still has name and address.
person_deleted = Signal()

# A person asks what is kept on them. Receivers return {name of a part: plain data}. Arguments: user.
personal_data_asked = Signal()

# A letter was written and its writing is committed: it waits for a worker. No arguments.
letter_posted = Signal()

# Reference words are being loaded: upper floors load theirs. Arguments: write (a function of one line of text).
reference_loading = Signal()

"""What the ground announces to the floors above it."""

from django.dispatch import Signal

# A person registered a firm. Sent inside the transaction that makes the account; a receiver that refuses
# raises django.core.exceptions.ValidationError with the field's name, and nothing is kept.
# Arguments: organisation, user, name, tax_code (10 or 13 digits, or ""), household_number (12 digits, or "").
supplier_registered = Signal()

# Reference words are being loaded: upper floors load theirs. Arguments: write (a function of one line of text).
reference_loading = Signal()

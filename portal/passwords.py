"""What a password must be, where Django has no words for it in Vietnamese."""

from django.contrib.auth.password_validation import MinimumLengthValidator
from django.utils.translation import ngettext


class LongEnough(MinimumLengthValidator):
    """So many characters at least; the refusal in the reader's language."""

    def get_error_message(self) -> str:
        return ngettext(
            "This password is too short: %(n)s character at least.",
            "This password is too short: %(n)s characters at least.",
            self.min_length,
        ) % {"n": self.min_length}

"""Short public numbers of firms: seven characters and a check character, never reused.

The alphabet leaves out I, L, O and U, so that a number read over the telephone is written down
as it was said; the check character is Luhn's over that alphabet.
"""

import secrets

from stdnum import luhn

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 8


def public_id(number: int) -> str:
    """The public number of ``number`` (0 <= number < 32**7)."""
    body = ""
    for _ in range(LENGTH - 1):
        number, digit = divmod(number, len(ALPHABET))
        body = ALPHABET[digit] + body
    return body + luhn.calc_check_digit(body, ALPHABET)


def new_public_id() -> str:
    """A public number that nobody can guess; the table's constraint guards against the rare repeat."""
    return public_id(secrets.randbelow(len(ALPHABET) ** (LENGTH - 1)))


def is_public_id(text: str) -> bool:
    return len(text) == LENGTH and luhn.is_valid(text.upper(), ALPHABET)

"""How people come in: allauth's adapters, told what we do differently."""

from io import BytesIO

import qrcode
from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.http import HttpRequest
from django.utils.safestring import SafeString, mark_safe
from qrcode.image.svg import SvgPathFillImage


class PortalAccountAdapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Registration goes through our own two forms; allauth's bare one stays shut."""
        return False


class PortalMFAAdapter(DefaultMFAAdapter):
    def build_totp_svg(self, url: str) -> SafeString:
        """A drawing to stand in the page itself: our content policy admits no ``data:`` images."""
        drawn = BytesIO()
        qrcode.make(url, image_factory=SvgPathFillImage).save(drawn)
        return mark_safe(drawn.getvalue().decode().partition("?>")[2])

"""How people come in: allauth's adapters, told what we do differently."""

from io import BytesIO
from urllib.parse import urlencode

import qrcode
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.models import EmailAddress
from allauth.mfa.adapter import DefaultMFAAdapter
from django.http import HttpRequest
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from qrcode.image.svg import SvgPathFillImage

# Where the session keeps the page for which somebody registered, until their address is confirmed.
CAME_FROM = "came-from"


class PortalAccountAdapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Registration goes through our own two forms; allauth's bare one stays shut."""
        return False

    def get_email_verification_redirect_url(self, email_address: EmailAddress) -> str:
        """To signing in, and from there to where the person was going when they registered in this browser."""
        came_from = self.request.session.pop(CAME_FROM, "")
        if came_from and not self.request.user.is_authenticated:
            return f"{reverse('account_login')}?{urlencode({'next': came_from})}"
        return super().get_email_verification_redirect_url(email_address)


class PortalMFAAdapter(DefaultMFAAdapter):
    def build_totp_svg(self, url: str) -> SafeString:
        """A drawing to stand in the page itself: our content policy admits no ``data:`` images."""
        drawn = BytesIO()
        qrcode.make(url, image_factory=SvgPathFillImage).save(drawn)
        return mark_safe(drawn.getvalue().decode().partition("?>")[2])

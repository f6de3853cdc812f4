"""How people come in: allauth's account adapter, told where each role goes."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class PortalAccountAdapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Registration goes through our own two forms; allauth's bare one stays shut."""
        return False

"""How a caller of the API says who it is."""

from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from rest_framework.authentication import BaseAuthentication, get_authorization_header
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.request import Request

from portal.clock import today
from portal.models import ApiToken, User
from portal.privacy import keys_rest
from portal.second_factor import exempt, lacks_second_factor


class TokenAuthentication(BaseAuthentication):
    """``Authorization: Bearer KEY``; the key was shown once, on ``/account/`` or by ``manage.py create_token``."""

    def authenticate(self, request: Request) -> tuple[User, ApiToken] | None:
        scheme, _space, key = get_authorization_header(request).partition(b" ")
        if scheme.lower() not in (b"bearer", b"token"):
            return None
        digest = ApiToken.digest_of(key.strip().decode("latin-1"))
        token = ApiToken.objects.live().select_related("user").filter(digest=digest).first()
        if token is None:
            raise AuthenticationFailed(_("This key is not known, or was revoked."))
        if lacks_second_factor(token.user):
            raise AuthenticationFailed(_("Staff work with a second factor: set one up on the site first."))
        if keys_rest(token.user, today()) and not exempt(token.user):
            raise AuthenticationFailed(
                _("The privacy notice has changed: sign in on the site and read it first.")
            )
        token.note_use(timezone.now())
        return token.user, token

    def authenticate_header(self, request: Request) -> str:
        return "Bearer"


class TokenScheme(OpenApiAuthenticationExtension):
    target_class = TokenAuthentication
    name = "token"

    def get_security_definition(self, auto_schema: object) -> dict[str, str]:
        return {"type": "http", "scheme": "bearer"}

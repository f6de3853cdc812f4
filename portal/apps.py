from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "portal"

    def ready(self) -> None:
        from portal import checks, receivers, signing_in  # noqa: F401 -- checks and receivers connect themselves

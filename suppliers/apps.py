from django.apps import AppConfig


class SuppliersConfig(AppConfig):
    name = "suppliers"

    def ready(self) -> None:
        from portal import health, metrics
        from suppliers import lag, receivers  # noqa: F401 -- receivers connect themselves

        health.register("index_lag_seconds", lag.oldest_unindexed)
        metrics.register(
            "index_lag_seconds",
            "Since the oldest change of a listed firm that the directory does not show.",
            lag.index_lag,
        )
        metrics.register(
            "oldest_unread_seconds", "For how long the oldest paper has waited for staff.", lag.oldest_unread
        )
        metrics.register("directory_changes", "Changes kept for readers of the feed.", lag.changes_kept)

from django.apps import AppConfig


class ReadinessConfig(AppConfig):
    name = "readiness"

    def ready(self) -> None:
        from portal import health, metrics
        from readiness import frameworks, lag, receivers  # noqa: F401 -- receivers connect themselves
        from readiness.dashboards.resting import resting
        from suppliers import criteria_texts, vault
        from suppliers.duplicates import relations

        criteria_texts.register(frameworks.texts_for)
        vault.register(resting)
        health.register("oldest_stale_score_seconds", lag.oldest_stale_score)
        metrics.register(
            "oldest_stale_score_seconds",
            "Since the oldest change of facts of which a score knows nothing.",
            lag.stale_seconds,
        )
        # Concluded anew from what moved.
        for label in ("readiness.Score", "readiness.Judgement"):
            relations.classify(label, relations.Fate.STAYS)

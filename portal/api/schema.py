"""The description of the API: what every operation may answer is said once, here."""

from typing import Any

from drf_spectacular.openapi import AutoSchema

_SENTENCES = {
    "400": "What was sent cannot be taken; sentences by field.",
    "401": "Nobody is signed in, or the key is not known.",
    "403": "The caller may see this but not do it.",
    "404": "There is none that the caller may see.",
    "415": "The body is of a type that is not read here.",
    "429": "Too many requests; `Retry-After` says in how many seconds to try again.",
}


class PortalSchema(AutoSchema):
    """Adds the refusals that each operation shares, with their one shape."""

    def get_operation(self, *args: Any, **kwargs: Any) -> Any:
        operation = super().get_operation(*args, **kwargs)
        if not operation:
            return operation
        shared = ["401", "403", "404", "429"]
        if operation.get("parameters"):
            shared += ["400"]
        if self.method in ("POST", "PUT", "PATCH"):
            shared += ["400", "415"]
        for status in sorted(set(shared)):
            operation["responses"].setdefault(status, _refusal(_SENTENCES[status]))
        return operation


def _refusal(sentence: str) -> dict[str, Any]:
    return {"description": sentence, "content": {"application/json": {"schema": {"type": "object"}}}}

"""A framework document as a file: read, and written back in one spelling."""

import tomllib
from collections.abc import Mapping
from typing import Any

import tomli_w

from readiness.engine.exact import Refused


def opened(text: str) -> dict[str, Any]:
    """The document of a TOML text. Raises Refused where it is none."""
    try:
        return tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        raise Refused("framework", f"not TOML: {error}") from None


def written(document: Mapping[str, Any]) -> str:
    """TOML in the order of the document: the same document gives the same bytes. Comments are not kept."""
    return tomli_w.dumps(document)

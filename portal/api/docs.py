"""The page on which the API is read: the schema in our own words and look, in the reader's language, without a script.

What an operation does is said where it is written, in English; ``sentences`` gives all of it to the catalogue.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language, gettext, override
from django.views.decorators.http import require_safe
from drf_spectacular.generators import SchemaGenerator

# So deep are the fields of a body unfolded.
DEEPEST = 3
# Limits above this are those of the machine, not of the matter.
LARGEST = 2_000_000_000
VERBS = ("get", "post", "put", "patch", "delete")


@dataclass(frozen=True, slots=True)
class Field:
    """``where`` is path, query or header for a parameter, empty for a field of a body."""

    name: str
    kind: str
    words: str
    where: str = ""


@dataclass(frozen=True, slots=True)
class Operation:
    name: str
    verb: str
    path: str
    words: str
    parameters: tuple[Field, ...]
    body: tuple[Field, ...]
    body_type: str
    answer: tuple[Field, ...]
    statuses: tuple[tuple[str, str], ...]

    @property
    def group(self) -> str:
        """The first word of the path."""
        return self.path.removeprefix("/api/v1/").split("/")[0]


@require_safe
def docs(request: HttpRequest) -> HttpResponse:
    return render(request, "portal/api_docs.html", {"groups": _groups(get_language() or "")})


@lru_cache(maxsize=4)
def _groups(language: str) -> list[tuple[str, list[Operation]]]:
    """Operations by the first word of their path. The API is the same until the process ends."""
    schema = SchemaGenerator().get_schema(public=True)
    found = sorted(_operations(schema), key=lambda o: (o.group, o.path, VERBS.index(o.verb)))
    return [(group, list(members)) for group, members in groupby(found, key=lambda o: o.group)]


def sentences() -> frozenset[str]:
    """Every sentence of the page as it is written in the API, to be translated."""
    with override("en"):
        operations = list(_operations(SchemaGenerator().get_schema(public=True)))
    fields = (f.words for o in operations for f in (*o.parameters, *o.body, *o.answer))
    statuses = (words for o in operations for _status, words in o.statuses)
    return frozenset(filter(None, (*(o.words for o in operations), *fields, *statuses)))


def _said(text: str) -> str:
    """A text of the schema in the reader's language, its lines joined; that values mean themselves is not said."""
    if text.startswith("* `"):
        return ""
    paragraphs = "\n\n".join(" ".join(part.split()) for part in text.split("\n\n"))
    return gettext(paragraphs) if paragraphs else ""


def _operations(schema: Mapping[str, Any]) -> Iterator[Operation]:
    shapes = schema["components"]["schemas"]
    for path, verbs in schema["paths"].items():
        for verb, told in verbs.items():
            body_type, body = _first(told.get("requestBody", {}))
            answer_type, answer = _first(next((a for s, a in told["responses"].items() if s[0] == "2"), {}))
            yield Operation(
                name=told["operationId"],
                verb=verb,
                path=path,
                words=_said(told.get("description", "")),
                parameters=tuple(
                    Field(
                        p["name"],
                        _kind(p.get("schema", {}), shapes),
                        _said(p.get("description", "")),
                        p["in"],
                    )
                    for p in told.get("parameters", ())
                ),
                body=tuple(_fields(body, shapes)),
                body_type=body_type,
                answer=tuple(_fields(answer, shapes))
                or ((Field("", answer_type, ""),) if answer_type else ()),
                statuses=tuple(
                    sorted((s, _said(a.get("description", ""))) for s, a in told["responses"].items())
                ),
            )


def _first(content: Mapping[str, Any]) -> tuple[str, Mapping[str, Any]]:
    """The first media type of a body or an answer, with its shape."""
    for kind, told in content.get("content", {}).items():
        return kind, told.get("schema", {})
    return "", {}


def _meant(shape: Mapping[str, Any], shapes: Mapping[str, Any]) -> Mapping[str, Any]:
    """The shape itself where it only points to one."""
    for part in shape.get("allOf", ()) if len(shape.get("allOf", ())) == 1 else ():
        return {**_meant(part, shapes), **{k: v for k, v in shape.items() if k != "allOf"}}
    if "$ref" in shape:
        return _meant(shapes[shape["$ref"].rpartition("/")[2]], shapes)
    return shape


def _fields(shape: Mapping[str, Any], shapes: Mapping[str, Any], before: str = "") -> Iterator[Field]:
    shape = _meant(shape, shapes)
    if shape.get("type") == "array":
        yield from _fields(shape["items"], shapes, f"{before}[]")
        return
    if before.count(".") + before.count("[]") >= DEEPEST:
        return
    for name, each in shape.get("properties", {}).items():
        meant = _meant(each, shapes)
        path = f"{before}.{name}" if before else name
        yield Field(path, _kind(meant, shapes), _said(str(meant.get("description", "")).split("\n")[0]))
        if "properties" in _meant(meant.get("items", meant), shapes):
            yield from _fields(meant, shapes, path)


def _kind(shape: Mapping[str, Any], shapes: Mapping[str, Any]) -> str:
    shape = _meant(shape, shapes)
    if "enum" in shape:
        return " | ".join(str(value) for value in shape["enum"])
    if shape.get("type") == "array":
        return f"[{_kind(shape['items'], shapes)}]"
    kind = str(shape.get("format") or shape.get("type") or "")
    low, high = shape.get("minimum"), shape.get("maximum")
    if low is not None and high is not None and high <= LARGEST:
        kind += f" {low} – {high}"
    return f"{kind}, null" if shape.get("nullable") else kind

"""The Vietnamese catalogue, kept without gettext's own programs.

``python -m portal.local.messages extract`` refreshes the catalogue from the sources and lists what is
untranslated; ``add`` merges a JSON object ``{"msgid": "msgstr"}`` from standard input; ``compile`` builds
the file that Django reads; ``check`` fails where a reader would meet an English or a broken sentence.

In the JSON object the key of a message with a context is ``"context|msgid"`` with U+0004 in place of the
bar, as in gettext; a plural is named by its singular and may have a list as its value (Vietnamese has one
form).
"""

import argparse
import ast
import fcntl
import json
import os
import re
import sys
import warnings
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path

import django
import polib
from django.utils.translation.template import templatize

BASE_DIR = Path(__file__).resolve().parents[2]
CATALOGUE = BASE_DIR / "locale/vi/LC_MESSAGES/django.po"
COMPILED = BASE_DIR / "var/locale/vi/LC_MESSAGES/django.mo"
SOURCES = ("portal", "suppliers", "buyers", "readiness", "templates")
# Libraries that speak no Vietnamese, or little: these of their files reach a reader through our pages and API.
LIBRARIES = {
    "allauth": (
        "account/adapter.py",
        "account/fields.py",
        "account/forms.py",
        "mfa/adapter.py",
        "mfa/base/forms.py",
        "mfa/totp/forms.py",
        "templates/account/messages",
        "templates/mfa/messages",
    ),
    "django": ("contrib/auth/password_validation.py",),
    "rest_framework": ("exceptions.py", "fields.py", "serializers.py"),
}
HEADER = {
    "Language": "vi",
    "MIME-Version": "1.0",
    "Content-Type": "text/plain; charset=UTF-8",
    "Content-Transfer-Encoding": "8bit",
    "Plural-Forms": "nplurals=1; plural=0;",
}
CONTEXT_MARK = "\x04"
FUNCTIONS = {"gettext", "ngettext", "pgettext", "npgettext"}
TEMPLATE_CALL = re.compile(
    r"""(?<![\w.])(n?p?gettext|_)\(((?:\s*u?(?:'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")\s*,?)+)""", re.S
)
PLACEHOLDER = re.compile(r"%\((\w+)\)[#0\- +]*[\d.]*[a-zA-Z]|%[\d.]*[sdif]|\{(\w*)(?:![rs])?(?::[^{}]*)?\}")

Key = tuple[str, str]
"""Context (empty for none) and msgid: what makes a message one message."""


class SourceError(Exception):
    """A call that no catalogue can serve, with its place."""


@dataclass
class Message:
    plural: str = ""
    places: set[str] = field(default_factory=set)


def message_of(function: str, texts: list[str]) -> tuple[Key, str]:
    """The key and the plural that ``function("...", "...")`` asks the catalogue for."""
    context = texts.pop(0) if "pgettext" in function else ""
    return (context, texts[0]), texts[1] if function.startswith("n") else ""


def python_messages(source: str, place: str) -> Iterator[tuple[Key, str]]:
    """Messages of a Python file, by the names it imports from ``django.utils.translation``.

    A msgid that is computed by a name is taken to be marked elsewhere; one that is an f-string can never
    be found in a catalogue and raises ``SourceError``.
    """
    tree = ast.parse(source)
    names: dict[str, str] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation":
            names |= {alias.asname or alias.name: alias.name for alias in node.names}
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        if isinstance(node.func, ast.Name):
            function = names.get(node.func.id, "")
        elif isinstance(node.func, ast.Attribute) and isinstance(node.func.value, ast.Name):
            function = node.func.attr if node.func.value.id == "translation" else ""
        else:
            continue
        function = function.removesuffix("_lazy").removesuffix("_noop")
        if function not in FUNCTIONS:
            continue
        wanted = 1 + ("pgettext" in function) + function.startswith("n")
        texts = [
            arg.value
            for arg in node.args[:wanted]
            if isinstance(arg, ast.Constant) and isinstance(arg.value, str)
        ]
        if any(isinstance(arg, (ast.JoinedStr, ast.BinOp)) for arg in node.args[:wanted]):
            raise SourceError(
                f"{place}:{node.lineno}: a translated text must be written whole, without an f-string, + or %"
            )
        if len(texts) == wanted:
            yield message_of(function, texts)


def template_messages(source: str, place: str) -> Iterator[tuple[Key, str]]:
    """Messages of a template; Django itself says what its tags will ask for."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        as_calls = templatize(source, origin=place)
    for function, arguments in TEMPLATE_CALL.findall(as_calls):
        texts = list(ast.literal_eval(f"({arguments.rstrip().rstrip(',')},)"))
        if function == "_":
            # A template asks for _("5% of it") with the sign doubled; templatize leaves it single.
            function, texts = "gettext", [text.replace("%", "%%") for text in texts]
        yield message_of(function, texts)


def messages_in(root: Path, folders: Iterable[str] = SOURCES) -> dict[Key, Message]:
    """Every message of the files in these folders (or of these files), with the files that say it."""
    found: dict[Key, Message] = {}
    for folder in folders:
        for path in sorted((root / folder).rglob("*")) or [root / folder]:
            reader = {".py": python_messages, ".html": template_messages, ".txt": template_messages}.get(
                path.suffix
            )
            if reader is None or "local" in path.relative_to(root).parts[1:2]:
                continue
            place = str(path.relative_to(root))
            for key, plural in reader(path.read_text(encoding="utf-8"), place):
                message = found.setdefault(key, Message())
                message.plural = message.plural or plural
                message.places.add(place)
    return found


def api_messages() -> dict[Key, Message]:
    """What the page on the API says: docstrings and help texts, which only the API itself puts together."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
    django.setup()
    from portal.api.docs import sentences

    return {("", text): Message(places={"portal/api/docs.py"}) for text in sentences()}


def all_messages() -> dict[Key, Message]:
    """Ours, and those of libraries that a reader meets."""
    foreign: dict[Key, Message] = {}
    for library, sources in LIBRARIES.items():
        spec = find_spec(library)
        found = messages_in(Path(spec.origin).parent, sources) if spec and spec.origin else {}
        for message in found.values():
            message.places = {f"{library}/{place}" for place in message.places}
        foreign |= found
    return api_messages() | foreign | messages_in(BASE_DIR)


def read_catalogue(path: Path) -> polib.POFile:
    if path.exists():
        return polib.pofile(str(path), wrapwidth=110)
    catalogue = polib.POFile(wrapwidth=110)
    catalogue.metadata = dict(HEADER)
    return catalogue


def write_catalogue(catalogue: polib.POFile, path: Path) -> None:
    catalogue.sort(
        key=lambda entry: (entry.obsolete, entry.msgid.casefold(), entry.msgid, entry.msgctxt or "")
    )
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_suffix(".po.new")
    catalogue.save(str(unfinished))
    os.replace(unfinished, path)


@contextmanager
def catalogue_held(path: Path) -> Iterator[polib.POFile]:
    """The catalogue, while nobody else changes it; written when the block ends without an error."""
    path.parent.mkdir(parents=True, exist_ok=True)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        fcntl.flock(folder, fcntl.LOCK_EX)
        catalogue = read_catalogue(path)
        yield catalogue
        write_catalogue(catalogue, path)
    finally:
        os.close(folder)


def key_of(entry: polib.POEntry) -> Key:
    return entry.msgctxt or "", entry.msgid


def shown(key: Key) -> str:
    return f"{key[0]}|{key[1]}" if key[0] else key[1]


def translations_of(entry: polib.POEntry) -> list[str]:
    return list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]


def set_translation(entry: polib.POEntry, text: str) -> None:
    if entry.msgid_plural:
        entry.msgstr, entry.msgstr_plural = "", {0: text}
    else:
        entry.msgstr, entry.msgstr_plural = text, {}
    entry.flags = [flag for flag in entry.flags if flag != "fuzzy"]


def refresh(catalogue: polib.POFile, found: dict[Key, Message]) -> None:
    """Bring the entries in line with the sources; a message that is gone is kept aside, and comes back with its words."""
    entries = {key_of(entry): entry for entry in catalogue}
    for key, message in found.items():
        entry = entries.get(key)
        if entry is None:
            entry = polib.POEntry(msgid=key[1], msgctxt=key[0] or None)
            catalogue.append(entry)
        words = next((text for text in translations_of(entry) if text), "") or entry.msgstr
        entry.obsolete = False
        entry.msgid_plural = message.plural
        entry.occurrences = [(place, "") for place in sorted(message.places)]
        fuzzy = entry.fuzzy
        set_translation(entry, words)
        if fuzzy:
            entry.flags.append("fuzzy")
    for key, entry in entries.items():
        if key not in found:
            entry.obsolete = True
            entry.occurrences = []


def add(catalogue: polib.POFile, pairs: dict[str, str | list[str]]) -> list[str]:
    """Give messages their words; return those that no source says (kept aside until one does)."""
    entries = {key_of(entry): entry for entry in catalogue}
    unsaid = []
    for name, words in pairs.items():
        text = words if isinstance(words, str) else words[-1]
        context, _, msgid = name.rpartition(CONTEXT_MARK)
        key = (context, msgid)
        in_template = (context, msgid.replace("%", "%%"))
        if key not in entries and in_template in entries:
            key, text = in_template, text.replace("%", "%%")
        entry = entries.get(key)
        if entry is None:
            entry = polib.POEntry(msgid=msgid, msgctxt=context or None, obsolete=True)
            entries[key] = entry
            catalogue.append(entry)
        if entry.obsolete:
            unsaid.append(shown(key))
        set_translation(entry, text)
    return unsaid


def placeholders(text: str) -> Counter[str]:
    return Counter(match[0] for match in PLACEHOLDER.finditer(text.replace("%%", "")))


def faults(catalogue: polib.POFile, found: dict[Key, Message]) -> list[str]:
    """What a reader would stumble over, a sentence each; empty when the catalogue is whole."""
    entries = {key_of(entry): entry for entry in catalogue if not entry.obsolete}
    said = []
    for key, message in found.items():
        entry = entries.get(key)
        place = min(message.places)
        if entry is None:
            said.append(f"missing from the catalogue ({place}): {shown(key)}")
        elif not all(translations_of(entry)):
            said.append(f"untranslated ({place}): {shown(key)}")
        elif entry.fuzzy:
            said.append(f"fuzzy ({place}): {shown(key)}")
        else:
            wanted = placeholders(entry.msgid_plural or entry.msgid)
            for text in translations_of(entry):
                # A word may be used twice or in another order in Vietnamese, but none may be lost or new.
                if set(placeholders(text)) != set(wanted):
                    said.append(f"other placeholders than the English ({place}): {shown(key)} / {text}")
    return said


def untranslated(catalogue: polib.POFile) -> list[Key]:
    return [key_of(e) for e in catalogue if not e.obsolete and not all(translations_of(e))]


def compile_catalogue(source: Path = CATALOGUE, target: Path = COMPILED) -> None:
    """Build what Django reads. Whole or not at all: a server may be reading it."""
    target.parent.mkdir(parents=True, exist_ok=True)
    unfinished = target.with_name(f"{target.name}.{os.getpid()}")
    read_catalogue(source).save_as_mofile(str(unfinished))
    os.replace(unfinished, target)


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m portal.local.messages", description=__doc__)
    parser.add_argument("what", choices=["extract", "add", "compile", "check"])
    parser.add_argument(
        "--prune", action="store_true", help="extract: forget messages that no source says any more"
    )
    options = parser.parse_args(arguments)
    try:
        if options.what == "compile":
            compile_catalogue()
        elif options.what == "check":
            wrong = faults(read_catalogue(CATALOGUE), all_messages())
            print("\n".join(wrong) or "The Vietnamese catalogue is whole.")
            return 1 if wrong else 0
        else:
            pairs = json.load(sys.stdin) if options.what == "add" else {}
            found = all_messages()
            with catalogue_held(CATALOGUE) as catalogue:
                refresh(catalogue, found)
                for name in add(catalogue, pairs):
                    print(f"said by no source yet, kept aside: {name}")
                if options.prune:
                    catalogue[:] = [entry for entry in catalogue if not entry.obsolete]
                waiting = untranslated(catalogue)
            print(
                "".join(f"{shown(key)}\n" for key in waiting) + f"{len(waiting)} untranslated of {len(found)}"
            )
    except (SourceError, SyntaxError, json.JSONDecodeError) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())

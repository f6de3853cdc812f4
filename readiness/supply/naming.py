"""Requirements of a run in the reader's words."""

from collections.abc import Collection, Iterable
from decimal import Decimal
from functools import cached_property, reduce

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from portal.i18n import in_language
from portal.models import Standard
from readiness import frameworks
from readiness.supply.case import CONFIRMED, REST
from suppliers.directory.tags import Words
from suppliers.languages import LANGUAGES
from suppliers.models import Supplier


def process_called(name: str, vocabulary: Words) -> str:
    """What an ask's processes are called: a word stands for all that lie below it."""
    codes = name.split("|")
    words = vocabulary.by_kind["process"]
    said = [code for code in codes if code not in words or _stands_alone(code, codes, vocabulary)]
    return " / ".join(words[code].label if code in words else code for code in said)


def _stands_alone(code: str, codes: Collection[str], vocabulary: Words) -> bool:
    _itself, *above = vocabulary.lineage("process", code)
    return not set(above) & set(codes)


class Names:
    """The words of ``names``. No question, but for what a standard bears on: one, where that is asked."""

    def __init__(self, names: Collection[str], level: int, vocabulary: Words) -> None:
        self.names, self.level = names, level
        self.vocabulary, self.words = vocabulary, vocabulary.by_kind
        self.criteria = frameworks.engine(frameworks.current()).by_code

    @cached_property
    def bears_on(self) -> dict[str, frozenset[str]]:
        parts = [name.split(":") for name in self.names]
        standards = {code for kind, *rest in parts if not rest for code in kind.split("|")}
        found = Standard.objects.filter(code__in=standards) if standards else ()
        return {standard.code: frozenset(standard.criteria) for standard in found}

    def said(self, name: str) -> str:
        kind, *rest = name.split(":")
        if name == REST:
            return _("the points and the coverage of level %(level)s") % {"level": self.level}
        if name == CONFIRMED:
            return _("gates of level %(level)s that are waived or not confirmed") % {"level": self.level}
        if kind == "gate":
            return _("gate %(code)s (%(name)s)") % {"code": rest[0], "name": self._criterion(rest[0])}
        if kind == "material":
            return self._any(self._word("material", code) for code in rest[1].split("|"))
        if kind == "tolerance":
            return f"± {rest[1]} mm"
        if kind == "size":
            return _("pieces of %(n)s mm") % {"n": number_format(int(rest[1]), force_grouping=True)}
        if kind == "process":
            return _("the process %(process)s as well") % {
                "process": process_called(rest[0], self.vocabulary)
            }
        if kind == "language":
            return self._any(str(LANGUAGES.get(code, code)) for code in rest[0].split("|"))
        if kind == "criterion":
            words = {
                "code": rest[0],
                "name": self._criterion(rest[0]),
                "level": number_format(Decimal(rest[1])),
            }
            return _("criterion %(code)s (%(name)s) proven at level %(level)s") % words
        if kind == "local_content":
            return _("proven local content of %(n)s %%") % {"n": rest[0]}
        if kind == "ownership":
            owned = dict(Supplier.Ownership.choices)
            return self._any(str(owned.get(code, code)) for code in rest[0].split("|"))
        return self._any(self._word("standard", code) for code in kind.split("|"))

    def criteria_of(self, name: str) -> frozenset[str]:
        """The criteria that meeting it would raise."""
        kind, *rest = name.split(":")
        if kind in ("gate", "criterion"):
            return frozenset(rest[:1])
        codes = () if rest else kind.split("|")
        return frozenset(criterion for code in codes for criterion in self.bears_on.get(code, ()))

    def _word(self, kind: str, code: str) -> str:
        word = self.words[kind].get(code)
        return word.brief if word else code

    def _criterion(self, code: str) -> str:
        criterion = self.criteria.get(code)
        if criterion is None:
            return code
        return in_language(criterion.name.get("vi", code), criterion.name.get("en", code))

    def together(self, names: Iterable[str]) -> str:
        """All of them."""
        return reduce(
            lambda one, other: _("%(one)s and %(other)s") % {"one": one, "other": other},
            map(self.said, names),
        )

    def _any(self, words: Iterable[str]) -> str:
        return " / ".join(words)

"""The catalogue tool: what it finds in sources, what it keeps, and what it refuses."""

import io
import json

import polib
import pytest

from portal.local import messages

PYTHON = """
from django.utils import translation
from django.utils.translation import gettext_lazy as _, ngettext, npgettext, pgettext

a = _("Save")
b = ngettext("%(n)s firm", "%(n)s firms", n)
c = pgettext("of a firm", "Level")
d = npgettext("tile", "one", "many", n)
e = translation.gettext("Two "
                        "lines")
f = _(a)
g = other("Not ours")
"""
TEMPLATE = """
{% translate "5% of it" %} {% translate "May" context "month" %}
{% blocktranslate trimmed count n=rows %}
  one {{ thing }}
{% plural %}
  {{ n }} of {{ thing }}
{% endblocktranslate %}
{% panel heading=_("What it 'needs', 3%") %}{{ x|default:_("None") }}
"""


def keys(found):
    return dict(found)


def test_python_calls_are_found_by_the_names_a_file_imports():
    assert keys(messages.python_messages(PYTHON, "a.py")) == {
        ("", "Save"): "",
        ("", "%(n)s firm"): "%(n)s firms",
        ("of a firm", "Level"): "",
        ("tile", "one"): "many",
        ("", "Two lines"): "",
    }


@pytest.mark.parametrize("call", ['_(f"Level {n}")', '_("Level %s" % n)', '_("Level " + n)'])
def test_a_text_that_no_catalogue_can_hold_is_refused_with_its_place(call):
    source = f"from django.utils.translation import gettext as _\n{call}\n"
    with pytest.raises(messages.SourceError, match=r"a\.py:2"):
        list(messages.python_messages(source, "a.py"))


def test_template_messages_are_what_django_will_ask_for():
    assert keys(messages.template_messages(TEMPLATE, "a.html")) == {
        ("", "5%% of it"): "",
        ("month", "May"): "",
        ("", "one %(thing)s"): "%(n)s of %(thing)s",
        ("", "What it 'needs', 3%%"): "",
        ("", "None"): "",
    }


@pytest.fixture
def project(tmp_path, monkeypatch):
    """A small project of one file; ``run`` is the command line."""
    (tmp_path / "portal").mkdir()
    (tmp_path / "portal/words.py").write_text(PYTHON)
    monkeypatch.setattr(messages, "BASE_DIR", tmp_path)
    monkeypatch.setattr(messages, "CATALOGUE", tmp_path / "locale/django.po")
    monkeypatch.setattr(messages, "LIBRARIES", {"no_such_library": ("words.py",)})
    monkeypatch.setattr(messages, "api_messages", dict)

    def run(what, pairs=None):
        monkeypatch.setattr("sys.stdin", io.StringIO(json.dumps(pairs or {})))
        return messages.main([what])

    run.folder = tmp_path
    run.entries = lambda: {messages.key_of(e): e for e in polib.pofile(str(messages.CATALOGUE))}
    return run


WORDS = {
    "Save": "Lưu",
    "%(n)s firm": ["%(n)s doanh nghiệp"],
    "of a firm\x04Level": "Bậc",
    "tile\x04one": "nhiều",
    "Two lines": "Hai dòng",
}


def test_what_is_added_makes_the_check_pass(project, capsys):
    assert project("extract") == 0
    assert "5 untranslated of 5" in capsys.readouterr().out
    assert project("check") == 1
    assert project("add", WORDS) == 0
    assert project("check") == 0
    assert project.entries()["", "%(n)s firm"].msgstr_plural == {0: "%(n)s doanh nghiệp"}


def test_a_message_that_left_the_sources_returns_with_its_words(project):
    project("add", WORDS)
    words = project.folder / "portal/words.py"
    words.write_text("")
    project("extract")
    assert project.entries()["", "Save"].obsolete
    words.write_text(PYTHON)
    project("extract")
    assert (project.entries()["", "Save"].msgstr, project.entries()["", "Save"].obsolete) == ("Lưu", False)


def test_words_for_a_message_not_yet_written_are_kept_aside(project, capsys):
    project("add", {"Later": "Sau"})
    assert "kept aside: Later" in capsys.readouterr().out
    assert project.entries()["", "Later"].obsolete


def test_a_lost_placeholder_is_a_fault(project, capsys):
    project("add", WORDS | {"%(n)s firm": "doanh nghiệp"})
    assert project("check") == 1
    assert "other placeholders" in capsys.readouterr().out


def test_a_fuzzy_message_is_a_fault_until_it_is_given_again(project):
    project("add", WORDS)
    catalogue = polib.pofile(str(messages.CATALOGUE))
    catalogue.find("Save").flags.append("fuzzy")
    catalogue.save()
    assert project("check") == 1
    project("add", {"Save": "Lưu"})
    assert project("check") == 0


def test_the_compiled_catalogue_answers_in_vietnamese(project, tmp_path):
    project("add", WORDS)
    target = tmp_path / "var/django.mo"
    messages.compile_catalogue(messages.CATALOGUE, target)
    assert {entry.msgid: entry.msgstr for entry in polib.mofile(str(target))}["Save"] == "Lưu"
    assert [path.name for path in target.parent.iterdir()] == ["django.mo"]


def test_what_the_library_says_to_a_reader_is_among_the_messages():
    found = messages.all_messages()
    assert found["", "Current Password"].places == {"allauth/account/forms.py"}
    assert ("", "Username") in found

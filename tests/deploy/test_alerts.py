"""Every alarm reads a figure that there is, and is in the table of what to do."""

import re

import yaml
from django.conf import settings

from portal import metrics
from portal.observing import duration

DEPLOY = settings.BASE_DIR / "deploy"


def test_every_alarm_reads_a_figure_that_there_is():
    rules = yaml.safe_load((DEPLOY / "alerts.yml").read_text())["groups"][0]["rules"]
    (requests,) = duration.describe()
    known = {figure.name for figure in metrics._figures} | {
        "portal_figures_down", f"{requests.name}_count", f"{requests.name}_bucket",
    }  # fmt: skip
    asked = {name for rule in rules for name in re.findall(r"\bportal_\w+", rule["expr"])}
    assert asked <= known
    assert len({rule["alert"] for rule in rules}) == len(rules)


def test_every_figure_of_an_alarm_is_in_the_table_of_what_to_do():
    table = (DEPLOY / "operating.md").read_text()
    asked = set(re.findall(r"\bportal_\w+?(?=_bucket|\b)", (DEPLOY / "alerts.yml").read_text()))
    assert {name for name in asked if name not in table} == set()

"""Whatever is sent, what comes back is in the description of the API: Schemathesis over every operation."""

from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from drf_spectacular.generators import SchemaGenerator
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis import APIOperation, Case, GenerationMode
from schemathesis.checks import CHECKS

from portal.models import ApiToken
from portal.wsgi import application
from tests.buyers.requirements.asking import begun
from tests.suppliers import papers

pytestmark = pytest.mark.django_db

EXAMPLES = 6
# Held elsewhere or not promised: keys by the table of routes; a body that fits its types may break a rule of the
# field; a word too many in a query is read over.
ELSEWHERE = ("ignored_auth", "positive_data_acceptance", "negative_data_rejection")


@pytest.fixture(autouse=True)
def _one_connection() -> Iterator[None]:
    """The requests are part of the test's own transaction."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


def test_every_operation_answers_as_it_is_described(cast, today):
    schema = schemathesis.openapi.from_dict(SchemaGenerator().get_schema(public=True))
    schema.app = application
    keys = [ApiToken.issue(user) for user in (cast.mai, cast.binh, cast.duong)]
    paper = papers.waiting_paper(cast.welding_shop)
    met = {"public_id": cast.welding_shop.public_id, "id": paper.pk, "name": "materials", "kind": "decisions"}
    operations = [found.ok() for found in schema.get_all_operations()]
    assert len(operations) > 60
    requirement = begun(cast).public_id
    for operation in operations:
        of_buyers = operation.path.startswith("/api/v1/requirements/")
        _try(operation, {**met, "public_id": requirement} if of_buyers else met, keys)


def _try(operation: APIOperation, met: dict[str, Any], keys: list[str]) -> None:
    """Sound and unsound requests by different people, for what there is and for what there is not."""
    excluded = CHECKS.get_by_names(ELSEWHERE)
    sound, unsound = operation.as_strategy(), operation.as_strategy(generation_mode=GenerationMode.NEGATIVE)

    @settings(
        max_examples=EXAMPLES, deadline=None, database=None, derandomize=True, phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(case=sound | unsound, meets=st.booleans(), key=st.sampled_from(keys))
    def answers(case: Case, meets: bool, key: str) -> None:
        if meets:
            case.path_parameters |= {n: v for n, v in met.items() if n in case.path_parameters}
        response = case.call(headers={"Authorization": f"Bearer {key}"})
        case.validate_response(response, excluded_checks=excluded)

    answers()

"""Odd questions to the API by the hundred: each is answered, none breaks the server, and the description of the API is true."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from starlette.testclient import TestClient

from servanda.flow import keeping
from servanda.show.pages.api import OPERATIONS
from servanda.show.pages.application import application
from tests.nouns import reading

pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("ignore::DeprecationWarning")]
schemathesis = pytest.importorskip("schemathesis")
checks = pytest.importorskip("schemathesis.specs.openapi.checks")
DESCRIBED = [checks.response_schema_conformance, checks.content_type_conformance, checks.status_code_conformance]
EACH = settings(max_examples=30, deadline=None, database=None, derandomize=True, suppress_health_check=list(HealthCheck))
"""Questions to each operation here; `schemathesis run http://127.0.0.1:8000/api/openapi.json` asks more."""


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    with keeping.opened(str(tmp_path_factory.mktemp("fuzzed") / "r.db"), create=True) as register:
        keeping.keep(register, reading())
        list(keeping.add(register, keeping.examples()))
        yield application(register)


def test_the_server_answers_whatever_it_is_asked(app: Any) -> None:
    operations = [found.ok() for found in schemathesis.openapi.from_asgi("/api/openapi.json", app).get_all_operations()]
    assert len(operations) == len(OPERATIONS)
    answered: Counter[int] = Counter()
    with TestClient(app) as client:

        def ask(case: Any) -> None:
            asked = case.as_transport_kwargs(base_url="http://testserver/api")
            answer = client.request(asked["method"], asked["url"], params=asked.get("params"), headers=asked.get("headers"))
            assert answer.status_code < 500, (answer.status_code, str(answer.url))
            case.validate_response(answer, checks=DESCRIBED)
            answered[answer.status_code] += 1

        for operation in operations:
            EACH(given(operation.as_strategy())(ask))()
    assert answered[200] > 100
    assert answered[400] + answered[404] > 10

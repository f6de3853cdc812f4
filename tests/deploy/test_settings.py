"""`manage.py check --deploy` under the settings of a deployment."""

import os
import secrets
import subprocess
import sys

import pytest
from django.conf import settings


@pytest.mark.parametrize(
    "address, said", [("https://portal.example.vn", ""), ("http://127.0.0.1:8000", "portal.W001")]
)
def test_nothing_is_said_against_a_deployment_but_letters_that_lead_elsewhere(tmp_path, address, said):
    env = {k: v for k, v in os.environ.items() if k not in ("DEBUG", "DEMO", "HTTPS")} | {
        "SECRET_KEY": secrets.token_urlsafe(60),
        "ALLOWED_HOSTS": "portal.example.vn",
        "PORTAL_URL": address,
        "STATIC_ROOT": str(tmp_path),
    }
    words = [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"]
    found = subprocess.run(words, cwd=settings.BASE_DIR, env=env, capture_output=True, text=True, check=False)
    assert found.returncode == bool(said), found.stderr
    assert said in found.stderr

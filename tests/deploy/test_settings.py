"""`manage.py check --deploy` under the settings of a deployment."""

import os
import secrets
import subprocess
import sys

from django.conf import settings


def test_nothing_is_said_against_a_deployment(tmp_path):
    env = {k: v for k, v in os.environ.items() if k not in ("DEBUG", "DEMO", "HTTPS")} | {
        "SECRET_KEY": secrets.token_urlsafe(60),
        "ALLOWED_HOSTS": "portal.example.vn",
        "STATIC_ROOT": str(tmp_path),
    }
    words = [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"]
    found = subprocess.run(words, cwd=settings.BASE_DIR, env=env, capture_output=True, text=True, check=False)
    assert found.returncode == 0, found.stderr

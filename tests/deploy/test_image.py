"""The image and the composition, held without an engine: rules of hadolint, the Compose format, commands that exist."""

import importlib
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from django.conf import settings
from django.core.management import get_commands

HERE = settings.BASE_DIR
COMPOSE = yaml.safe_load((HERE / "docker-compose.yml").read_text())
SERVICES = COMPOSE["services"]
OURS = {name: s for name, s in SERVICES.items() if "build" in s}
# They do their work and end.
ONCE = ("migrate", "reindex")


def test_the_dockerfile_keeps_the_rules_of_hadolint():
    program = shutil.which("hadolint", path=Path(sys.executable).parent)
    if program is None:
        pytest.skip("hadolint is made for Linux on x86-64")
    found = subprocess.run([program, "Dockerfile"], cwd=HERE, capture_output=True, text=True, check=False)
    assert (found.returncode, found.stdout) == (0, "")


def test_the_composition_is_one_that_compose_reads():
    compose_spec = pytest.importorskip("compose_spec")
    text = re.sub(r"\$\{\w+[^}]*\}", "x", (HERE / "docker-compose.yml").read_text())
    resolved = {key: value for key, value in yaml.safe_load(text).items() if not key.startswith("x-")}
    read = compose_spec.PyCompose.from_yaml(yaml.safe_dump(resolved))
    assert set(read.to_dict()["services"]) == set(SERVICES)
    with pytest.raises(ValueError, match="restartx"):
        compose_spec.PyCompose.from_yaml("services: {web: {image: x, restartx: always}}")


def test_it_is_all_there():
    assert set(OURS) == {*ONCE, "web", "worker", "bulk", "beat"}
    assert set(SERVICES) - set(OURS) == {"proxy", "postgres", "valkey"}


@pytest.mark.parametrize("name", SERVICES)
def test_a_service_has_no_more_rights_than_it_needs_and_says_whether_it_lives(name):
    service = SERVICES[name]
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert "no-new-privileges:true" in service["security_opt"]
    assert "privileged" not in service
    assert not any("docker.sock" in str(volume) for volume in service.get("volumes", ()))
    if name in ONCE:
        assert service["healthcheck"] == {"disable": True}, "it ends by itself"
    else:
        assert service["healthcheck"]["test"][0] in ("CMD", "CMD-SHELL")
    if name != "proxy":
        assert "ports" not in service, "only the proxy is reached from outside"


@pytest.mark.parametrize("name", OURS)
def test_a_command_exists_in_the_project(name):
    service = OURS[name]
    commands = [service["command"]]
    if name not in ONCE:
        commands.append(service["healthcheck"]["test"][1:])
    if commands[0][:2] == ["sh", "-c"]:
        commands[0:1] = [part.split() for part in commands[0][2].split("&&")]
    for words in commands:
        match words:
            case ["python", "manage.py", command, *_rest]:
                assert command in get_commands()
            case ["gunicorn", application, "-c", config]:
                assert importlib.import_module(application).application
                assert (HERE / f"{config.removeprefix('python:').replace('.', '/')}.py").exists()
            case ["celery", "-A", "portal", "worker", "-Q", queue, *_rest]:
                assert queue in {q.name for q in settings.CELERY_TASK_QUEUES}
                assert service["healthcheck"]["test"][-1] == queue
            case ["celery", "-A", "portal", "beat", *_rest]:
                pass
            case _:
                pytest.fail(f"{name} starts {words}")


def test_what_a_new_version_needs_is_done_in_this_order():
    assert [part.split()[2] for part in OURS["migrate"]["command"][2].split("&&")] == [
        "migrate",
        "load_reference",
    ]
    for name in set(OURS) - {"migrate"}:
        assert OURS[name]["depends_on"]["migrate"]["condition"] == "service_completed_successfully"
    for name in ONCE:
        assert OURS[name]["restart"] == "no"


def test_every_queue_has_its_worker():
    words = [" ".join(map(str, s["command"])) for s in OURS.values()]
    for queue in settings.CELERY_TASK_QUEUES:
        assert sum(f"worker -Q {queue.name} " in line for line in words) == 1


def test_no_secret_is_written_down_and_every_variable_is_named():
    text = (HERE / "docker-compose.yml").read_text()
    for secret in ("SECRET_KEY", "POSTGRES_PASSWORD", "VALKEY_PASSWORD"):
        for value in re.findall(rf"^ *{secret}: (\S+)", text, re.M):
            assert value.startswith("$"), f"{secret} is {value}"
    named = set(re.findall(r"^#? ?([A-Z_]+)=", (HERE / ".env.example").read_text(), re.M))
    assert set(re.findall(r"\$\{(\w+)", text)) <= named


# What the composition itself decides, or an image.
FIXED = {
    "DATABASE_URL", "REDIS_URL", "HTTPS", "TRUSTED_PROXIES", "DEBUG", "DEMO", "MEDIA_ROOT", "STATIC_ROOT", "LOG_FORMAT",
    "CACHE_PREFIX", "BROKER_PREFIX", "WEB_BIND",
}  # fmt: skip


def test_whatever_an_operator_may_set_reaches_the_containers():
    named = set(re.findall(r"^([A-Z_]+)=", (HERE / ".env.example").read_text(), re.M))
    assert named - FIXED == set(re.findall(r"\$\{(\w+)", (HERE / "docker-compose.yml").read_text()))


def test_a_collector_inside_may_ask_web_by_its_name():
    assert COMPOSE["x-app"]["environment"]["ALLOWED_HOSTS"].endswith(",web")


def test_the_image_installs_a_part_of_what_the_tests_run_on():
    def pinned(path):
        return dict(re.findall(r"^([\w.-]+)(==[^\\]*(?:\\\n.*)*)", (HERE / path).read_text(), re.M))

    small, whole = pinned("deploy/requirements.lock"), pinned("requirements.lock")
    assert {
        name: pin for name, pin in small.items() if whole.get(name, "").split()[:1] != pin.split()[:1]
    } == {}
    project = (HERE / "pyproject.toml").read_text().split("dependencies = [", 1)[1].split("\n]", 1)[0]
    asked = {re.match(r"[\w.-]+", line)[0].lower() for line in re.findall(r'"([^"]+)"', project)}
    assert asked <= {name.lower() for name in small}
    assert not {"pytest", "playwright", "ruff", "mypy", "hypothesis"} & set(small)


def test_what_goes_into_the_image_is_chosen():
    kept = (HERE / ".dockerignore").read_text().splitlines()
    assert "*" in kept, "nothing but what is named"
    copied = {line[1:].split("/")[0] for line in kept if line.startswith("!")}
    assert {
        "portal",
        "suppliers",
        "buyers",
        "readiness",
        "templates",
        "static",
        "locale",
        "manage.py",
    } <= copied
    assert not {".env", "var", ".git", "tests"} & copied


def test_the_last_word_of_the_dockerfile_is_an_unprivileged_user():
    users = re.findall(r"^USER (\S+)", (HERE / "Dockerfile").read_text(), re.M)
    assert users[-1] == OURS["web"]["user"] == "10001:10001"

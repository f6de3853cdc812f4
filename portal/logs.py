"""What is written to the log: lines that a program can read, each with its request, none with personal data."""

import json
import logging
import re
from contextvars import ContextVar
from datetime import UTC, datetime

# The request in whose thread a line is written; "" outside of one.
request_id: ContextVar[str] = ContextVar("request_id", default="")

# Said by others (the database, a library) in sentences that we do not write.
_PERSONAL = (
    (re.compile(r"(?i)(authorization|cookie|set-cookie|x-csrftoken)(['\"]?\s*[:=]\s*)[^\n]+"), r"\1\2[hidden]"),
    (re.compile(r"(?i)\b(bearer|token)\s+[\w.~+/=-]{8,}"), r"\1 [hidden]"),
    (
        re.compile(r"(?i)\b(sessionid|csrftoken|csrfmiddlewaretoken|password\d?|secret|key|token)=[^\s&;,'\")]+"),
        r"\1=[hidden]",
    ),
    (re.compile(r"[\w.+%-]+@[\w-]+(?:\.[\w-]+)*"), "[e-mail]"),
    # Tax codes, personal numbers, telephone numbers.
    (re.compile(r"(?<![\w.-])\+?(?!\d{4}-\d\d-\d\d)\d[\d .-]{7,16}\d(?![\w.]|-\d)"), "[number]"),
)  # fmt: skip


_REFUSED = "Refused: "


def scrubbed(text: str) -> str:
    """``text`` without addresses, numbers of persons and firms, keys, passwords and cookies."""
    for pattern, instead in _PERSONAL:
        text = pattern.sub(instead, text)
    return text


class NothingPersonal(logging.Filter):
    """Cleans every line, its arguments and its traceback; paths are told as routes by ``portal.requests``."""

    def filter(self, record: logging.LogRecord) -> bool:
        if record.name == "django.request" and record.levelno < logging.ERROR:
            # "Not Found: /path": the request's own line says it, and a path may hold a key.
            return False
        if record.name.startswith("django.security.") and not str(record.msg).startswith(_REFUSED):
            _refused(record)
        record.msg, record.args = scrubbed(_message(record)), None
        if record.exc_info and not record.exc_text:
            record.exc_text = scrubbed(logging.Formatter().formatException(record.exc_info))
        return True


def _refused(record: logging.LogRecord) -> None:
    """Django's own words hold a path, or what was sent as a host; and a stranger's request is no error of ours."""
    reason = record.args[0] if record.name.endswith(".csrf") and isinstance(record.args, tuple) else ""
    record.msg = f"{_REFUSED}{record.name.rpartition('.')[2]}" + (f" ({reason})" if reason else "")
    record.args = record.exc_info = record.exc_text = None
    record.levelno, record.levelname = logging.WARNING, "WARNING"


def _message(record: logging.LogRecord) -> str:
    if record.name == "django.request" and (request := getattr(record, "request", None)):
        match = getattr(request, "resolver_match", None)
        return f"Internal error at {match.route if match else 'an unknown address'}"
    return record.getMessage()


class JsonLines(logging.Formatter):
    """One object a line: time, level, logger, message, and where there are some request, figures, traceback."""

    def format(self, record: logging.LogRecord) -> str:
        line = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
        }
        if request := request_id.get():
            line["request"] = request
        line |= getattr(record, "figures", {})
        if record.exc_text:
            line["traceback"] = record.exc_text
        return json.dumps(line, ensure_ascii=False)

# One image for web, workers, beat and commands. Nothing is written to it at run time: give it /tmp and a volume
# for MEDIA_ROOT.
ARG PYTHON=3.12-slim-bookworm

FROM python:${PYTHON} AS build
ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1 PYTHONDONTWRITEBYTECODE=1
WORKDIR /srv/portal
COPY deploy/requirements.lock deploy/requirements.lock
RUN python -m venv .venv && .venv/bin/pip install --require-hashes --only-binary=:all: -r deploy/requirements.lock
COPY . .
# Fonts, translations and static files are made here, with a key that signs nothing.
RUN SECRET_KEY=only-to-build .venv/bin/python -m portal.local.prepare files \
    && .venv/bin/python -m compileall -q .venv portal suppliers buyers readiness \
    && rm -rf tests .venv/lib/python3.*/site-packages/pip .venv/lib/python3.*/site-packages/pip-*

FROM python:${PYTHON}
LABEL org.opencontainers.image.title="Supplier readiness portal"
RUN groupadd --gid 10001 portal \
    && useradd --uid 10001 --gid portal --no-create-home --shell /usr/sbin/nologin portal \
    && install -d -o portal -g portal /srv/media /srv/backup
WORKDIR /srv/portal
COPY --from=build /srv/portal /srv/portal
ENV PATH=/srv/portal/.venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 \
    DJANGO_SETTINGS_MODULE=portal.settings MEDIA_ROOT=/srv/media LOG_FORMAT=json
USER 10001:10001
EXPOSE 8000
CMD ["gunicorn", "portal.wsgi", "-c", "python:portal.gunicorn"]

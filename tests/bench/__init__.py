"""The figures of the README, measured on this machine: ``python -m tests.bench [--suppliers N]``.

A real portal: PostgreSQL, Valkey, gunicorn and both workers, with the demo country; pages are asked over HTTP on
loopback, one at a time. Medians and 95th percentiles of single requests, so that anyone can repeat them.
"""

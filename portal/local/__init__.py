"""What ``make run`` and ``make test`` need on a machine that has only Python. Imports no model, view or setting."""

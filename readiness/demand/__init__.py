"""The demand that staff plan with: entered, brought in from a file, activated, retired.

``actions`` write it, ``forms`` read what is typed, ``importing`` reads a list. Models are in
``readiness.models.supply``, the use of it in ``readiness.supply``.
"""

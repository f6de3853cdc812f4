"""A believable synthetic country: deterministic, labelled, for trying the portal and for measuring it.

``words`` holds what firms are named and made of, ``firms`` draws one firm after another from a seed
(pure), ``load`` writes them by COPY, ``accounts`` makes the people who show the portal.
"""

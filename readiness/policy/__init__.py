"""Changing the policy safely: the next version of the framework is copied, edited, compared, tried on the whole
country, and published by a second person.

    permissions   who reads, who edits, who publishes
    actions       everything that happens to a draft; each leaves a line in its history
    wording       differences and broken rules in the reader's words
    forms         the parts of a draft as forms: what they accept is always a framework
    pages         what the pages show
    simulation    the whole country under a draft, beside the version in force
"""

"""Sections of a profile by machine: the forms of the pages, spelled as JSON.

``shapes`` says what each section is made of, ``fields`` how a form's field is spelled, ``spelling`` turns
JSON into what a form reads and back, ``views`` answers.
"""

"""Targets, steps and programmes kept up by people: they come with files, and whoever changes one says why."""

"""Numbers gathered for one page each, as frozen dataclasses: ``firm`` and ``target`` are the pages, the rest their parts."""

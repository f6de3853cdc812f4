"""Numbers gathered for one page each, as frozen dataclasses."""

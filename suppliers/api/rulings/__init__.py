"""Findings, exceptions, waivers, bookings and register matches by machine, with the rules and people of the pages."""

"""Matching firms with official registers: by hand, or from a file until a register is connected."""

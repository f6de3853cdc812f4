"""Firms that a buyer keeps together: noting, taking away, and what changed of them since."""

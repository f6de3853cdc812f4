"""Purchase reports: writing, sending and correcting them, and reading them from a spreadsheet."""

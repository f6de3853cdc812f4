"""Two records of one firm: ``finding`` proposes pairs, ``relations`` says what becomes of each kind of record in a
merge, ``plan`` shows it, ``merging`` does and undoes it, ``pages`` puts a pair side by side."""

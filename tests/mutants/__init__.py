"""`make mutants`: every mutant that mutmut makes of the engine, and whether the tests of the engine notice it.

mutmut by itself starts pytest anew for each mutant, a matter of days. Here one process collects the tests and runs
them once; it forks for each mutant, and the child runs the tests that reach the mutated function, those first that
caught others of it, until one fails.

writing     a copy of the repository with all mutants in it
switch      which mutant a function is
trial       the plugin of pytest that tries them
"""

"""The worked examples of the engine's README are true."""

import doctest
from pathlib import Path

README = Path(__file__).parents[3] / "measurements" / "spc" / "README.md"


def test_readme_examples_are_true():
    failed, attempted = doctest.testfile(str(README), module_relative=False)
    assert (failed, attempted > 15) == (0, True)

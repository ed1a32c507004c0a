"""`python -m measurements.spc`: JSON objects in, one a line, and as many out, in the same order. README.md has the contract."""

import os
import sys

from measurements.spc.contract import answer


def main() -> int:
    """Answer every line of standard input as it comes; memory is that of the longest line."""
    read, write = sys.stdin.buffer, sys.stdout.buffer
    try:
        for line in read:
            # A lone surrogate, which JSON allows and UTF-8 does not, becomes its escape.
            write.write(answer(line).encode("utf-8", "backslashreplace") + b"\n")
            write.flush()
    except BrokenPipeError:
        # Who reads has heard enough; the interpreter must not complain when it closes the pipe.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except KeyboardInterrupt:
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main())

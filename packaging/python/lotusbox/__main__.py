"""python -m lotusbox: the program itself."""
import os
import sys

from lotusbox import find_program


def main():
    try:
        program = find_program()
    except FileNotFoundError as problem:
        sys.exit(f"lotusbox: {problem}")
    os.execv(program, ["lotusbox", *sys.argv[1:]])


if __name__ == "__main__":
    main()

"""The command line from outside: cli_test.py BINARY SCENARIOS [PART OF A NAME]

Every function test_… of the case files is one case; it is given the binary and the folder of the
shipped scenarios. At last comes the count, as tests/tidy/count_results.py reads it.
"""
import sys
import traceback

import control_cases
import exec_cases
import help_cases
import manners_cases
import replay_cases
import serve_cases
import terminal_cases
from program import Program, Skipped

FILES = (serve_cases, exec_cases, replay_cases, control_cases, help_cases,
         terminal_cases, manners_cases)


def main(arguments):
    if len(arguments) not in (3, 4):
        print(__doc__)
        return 2
    program = Program(arguments[1], arguments[2])
    part = arguments[3] if len(arguments) == 4 else ""
    passed = failed = skipped = 0
    for cases in FILES:
        for name, test in vars(cases).items():
            if not name.startswith("test_") or part not in name:
                continue
            try:
                test(program)
                passed += 1
                print(f"ok      {name}")
            except Skipped as why:
                skipped += 1
                print(f"skipped {name}: {why}")
            except Exception:  # all others: one broken case must not hide the rest
                failed += 1
                print(f"FAILED  {name}\n{traceback.format_exc()}")
            finally:
                program.clean_up()
            sys.stdout.flush()
    print(f"{passed} passed, {failed} failed" + (f", {skipped} skipped" if skipped else ""))
    return 1 if failed or not passed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv))

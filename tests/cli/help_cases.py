"""Help, suggestions, the manual page and the completions: all from one table."""

import os
import re
import subprocess

from program import equal, needed

OPTION = re.compile(r"^  (?:-\w, )?(--[a-z-]+)", re.M)


def commands(program):
    return re.findall(r"^  ([a-z]+)   ", program.run("help").expect(0, err="").out, re.M)


def options(program, command):
    return OPTION.findall(program.run(command, "--help").expect(0, err="").out)


def test_help_names_every_command_and_teaches(program):
    run = program.run("--help").expect(0, "To begin:", "")
    equal(run.out, program.run("help").out)
    equal(run.out, program.run("-h").out)
    for command in ("serve", "exec", "replay", "clock", "authorise", "trigger", "listen", "events",
                    "why", "coverage", "journal", "health", "tables", "completions", "man", "help"):
        assert command in commands(program), (command, commands(program))
        one = program.run("help", command).expect(0, f"Usage: lotusbox {command}", "").out
        equal(one, program.run(command, "--help").out)
        assert "\x1b" not in one and "'" not in one, one
        assert max(map(len, one.splitlines())) <= 100, one
    program.run().expect(1, "", "To begin:")
    for words in (["--version"], ["-v"], ["version"]):
        program.run(*words).expect(0, "0.1.0\n", "")


def test_usage_shows_what_is_optional_and_the_words(program):
    for command, usage in (("clock", "[OPTIONS] [show|advance|to|mode] [VALUE]"),
                           ("why", "[OPTIONS] [REQUEST]"), ("exec", "[OPTIONS] -- COMMAND..."),
                           ("trigger", "[OPTIONS] source|mandate|debit|event ID [MOVE]"),
                           ("journal", "[OPTIONS] verify|export FILE"),
                           ("snapshot", "[OPTIONS] [take|restore|forget] [NAME=VALUE...]")):
        program.run(command, "--help").expect(0, f"Usage: lotusbox {command} {usage}\n", "")
    for line in (("exec", "--log=loud", "--", "true"), ("serve", "--profile", "laxer"),
                 ("clock", "fly"), ("authorise", "--outcome", "acepted", "AL1")):
        program.run(*line).expect(1, "", " not in {")
    program.run("authorise", "--help").expect(0, " 151-222, 251-303, 305,", "")


def test_unknown_words_are_answered_with_the_nearest(program):
    for word, meant in (("sevre", "serve"), ("authorize", "authorise"), ("clok", "clock"),
                        ("event", "events"), ("completion", "completions")):
        program.run(word).expect(1, "", f"Did you mean {meant}?")
    run = program.run("frobnicate").expect(1, "", "there is no command")
    assert "Did you mean" not in run.err
    program.run("help", "sevre").expect(1, "", "did you mean serve")
    program.run("serve", "--prot", "0").expect(1, "", "Did you mean --port?")
    program.run("clock", "--jsn").expect(1, "", "Did you mean --json?")


def test_the_manual_page_holds_all_and_formats_without_a_warning(program):
    page = program.run("man").expect(0, ".TH LOTUSBOX 1", "").out
    plain = page.replace("\\-", "-")
    for command in commands(program):
        assert f".SS lotusbox {command}" in plain, command
        for option in options(program, command):
            if option != "--help":
                assert option in plain, (command, option)
    for variable in ("LOTUSBOX_PORT", "LOTUSPAY_API_KEY", "PORT", "NO_COLOR"):
        assert variable in page, variable
    path = program.path("lotusbox.1", page)
    for words in ([needed("groff"), "-man", "-Tutf8", "-ww", path],
                  [needed("man"), "--warnings", "-l", path]):
        ended = subprocess.run(words, capture_output=True, text=True, check=False,
                               env={**os.environ, "MANPAGER": "cat", "MANROFFSEQ": "", "LC_ALL": "C.UTF-8"})
        equal((ended.returncode, ended.stderr), (0, ""))
        shown = re.sub("\x1b\\[[0-9;]*m|.\b", "", ended.stdout)
        assert "lotusbox exec" in shown and "--coverage" in shown and "EXIT STATUS" in shown, shown


def script_of(program, shell):
    needed(shell)
    return program.path(f"completions.{shell}", program.run("completions", shell).expect(0, err="").out)


# What is typed, and what must be among the answers. The last word is the one to complete.
TYPED = (
    (["ser"], {"serve"}),
    (["serve", "--ready"], {"--ready-file"}),
    (["serve", "--log", ""], {"text", "json"}),
    (["serve", "--profile", "st"], {"strict"}),
    (["clock", "adv"], {"advance"}),
    (["trigger", "source", "SC1", "ack"], {"acknowledge"}),
    (["tables", "rules", "mach"], {"machines"}),
    (["completions", "z"], {"zsh"}),
    (["help", "rep"], {"replay"}),
    (["listen", "--format", "pl"], {"plain"}),
)


def test_bash_completes(program):
    script = script_of(program, "bash")
    ask = ('source "$1"; shift; COMP_WORDS=(lotusbox "$@"); COMP_CWORD=$#\n'
           '_lotusbox; printf "%s\\n" "${COMPREPLY[@]}"')

    def complete(words):
        ended = subprocess.run(["bash", "--norc", "-uc", ask, "bash", script, *words], text=True,
                               capture_output=True, check=False, cwd=os.path.dirname(script))
        equal(ended.stderr, "")
        return set(ended.stdout.split("\n")) - {""}

    for words, wanted in TYPED:
        equal(complete(words), wanted)
    equal(complete(["serve", "--log", "=", "j"]), {"json"})
    equal(complete(["serve", "--port", ""]), set())
    program.path("some.scn", "")
    equal(complete(["replay", "--accept", "some"]), {"some.scn"})
    equal(complete(["serve", "--fixtures", "some"]), {"some.scn"})
    equal(complete(["exec", "--seed", "7", "--", "groups"]) & {"groups"}, {"groups"})
    for command in commands(program):
        equal(complete([command, "--"]), set(options(program, command)))


def test_fish_completes(program):
    script = script_of(program, "fish")

    def complete(words):
        ended = subprocess.run(["fish", "--no-config", "-c",
                                'source $argv[1]; complete -C "$argv[2]"', script,
                                "lotusbox " + " ".join(words)],
                               capture_output=True, text=True, check=False,
                               env={**os.environ, "HOME": os.path.dirname(script)})
        equal(ended.stderr, "")
        return {line.split("\t")[0] for line in ended.stdout.splitlines()}

    for words, wanted in TYPED:
        equal(complete(words) & wanted, wanted)
    equal({"--seed", "--port"} - complete(["serve", "--"]), set())
    assert "--seed" not in complete(["clock", "--"])


def test_zsh_takes_the_script(program):
    script = script_of(program, "zsh")
    subprocess.run(["zsh", "-n", script], check=True)
    load = ("autoload -U compinit; compinit -D -u; source $1; print $_comps[lotusbox]; "
            "functions _lotusbox >/dev/null && print defined")
    ended = subprocess.run(["zsh", "-fc", load, "zsh", script], capture_output=True, text=True,
                           check=False, env={**os.environ, "HOME": os.path.dirname(script)})
    equal((ended.stdout, ended.stderr), ("_lotusbox\ndefined\n", ""))

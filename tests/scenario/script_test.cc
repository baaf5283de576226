#include "scenario/script.h"

#include <doctest/doctest.h>

#include "base/seeded_permutation.h"
#include "scenario/verbs.h"

using namespace lotusbox;
using namespace lotusbox::scenario;

namespace {

constexpr const char* kExample =
    R"(# AMEND-004  A link that is not used dies after seven days; the mandate is as it was.
world at=2026-01-10T10:00:00+05:30 profile=documented seed=7
----
ok

mandate as=m1 maximum=500000 status=active
----
m1 active maximum=Rs 5000.00

# Rupees, because of the decimals.
# Two lines of comment.
request amend mandate=m1 maximum_amount="7500.00" link=l1
----
mandate.pending m1
l1 expires 2026-01-17T10:00:00+05:30

http PATCH "/api/mandates/amend?mandate_id={m1}" show=error.code,error.param
{"maximum_amount":
 "75\"00"}
----
status 400

until-quiet
----
)";

std::string error_of(std::string_view text) {
  const auto script = parse_script("a.scn", text);
  return script ? "parsed" : to_text(script.error());
}

std::string load_error_of(const std::string& command) {
  const auto script = load_script(
      "a.scn", "# X-1  Title.\nworld at=x profile=strict seed=1\n----\n\n" + command + "\n----\n");
  return script ? "parsed" : to_text(script.error());
}

bool contains(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

/// Small numbers that are the same on every machine.
class Numbers {
 public:
  explicit Numbers(std::uint64_t seed) : seed_(seed) {}
  std::size_t below(std::size_t bound) {
    seed_ += 1;
    return static_cast<std::size_t>(mix(seed_) % bound);
  }
  std::string text(std::string_view letters, std::size_t most) {
    std::string out;
    for (std::size_t left = below(most + 1); left > 0; --left)
      out += letters[below(letters.size())];
    return out;
  }

 private:
  std::uint64_t seed_;
};

Argument random_argument(Numbers& numbers, std::size_t index) {
  Argument argument;
  if (numbers.below(2) == 0) argument.name = "n" + std::to_string(index);
  argument.quoted = numbers.below(2) == 0;
  argument.value =
      argument.quoted ? numbers.text("ab =\"\\#-{}", 8) : "v" + numbers.text("ab\\#-{}/?&:", 8);
  return argument;
}

Script random_script(std::uint64_t seed) {
  Numbers numbers(seed);
  Script script{.file = "r.scn", .id = "RANDOM-1", .title = "Any script.", .blocks = {}};
  for (std::size_t i = 0, count = 1 + numbers.below(4); i < count; ++i) {
    Block block;
    if (i == 0) block.comments.emplace_back("# RANDOM-1  Any script.");
    for (std::size_t n = numbers.below(3); n > 0; --n) {
      block.comments.push_back("#" + numbers.text("ab =\"-", 9));
    }
    block.verb = "v" + numbers.text("abc-", 5);
    for (std::size_t n = 0, most = numbers.below(5); n < most; ++n) {
      block.arguments.push_back(random_argument(numbers, n));
    }
    for (std::size_t n = numbers.below(3); n > 0; --n) {
      block.body.push_back("x" + numbers.text("ab =\"#-{}", 9));
    }
    for (std::size_t n = numbers.below(4); n > 0; --n) {
      block.expected.push_back("y" + numbers.text("ab =\"#-{} ", 9));
    }
    script.blocks.push_back(std::move(block));
  }
  return script;
}

}  // namespace

TEST_CASE("a file is read into blocks, and printed as it was") {
  const auto script = parse_script("amend.scn", kExample);
  REQUIRE(script);
  CHECK(script->id == "AMEND-004");
  CHECK(script->title ==
        "A link that is not used dies after seven days; the mandate is as it was.");
  REQUIRE(script->blocks.size() == 5);
  const Block& request = script->blocks[2];
  CHECK(request.comments.size() == 2);
  CHECK(request.verb == "request");
  CHECK(request.word(0) == "amend");
  CHECK(request.value("maximum_amount") == "7500.00");
  CHECK(request.line == 12);
  CHECK(request.expected_line == 14);
  CHECK(script->blocks[3].body.size() == 2);
  CHECK(script->blocks[3].expected == std::vector<std::string>{"status 400"});
  CHECK(script->blocks[4].expected.empty());
  CHECK(print_script(*script) == kExample);
}

TEST_CASE("parsing and printing are inverses for random scripts") {
  for (std::uint64_t seed = 0; seed < 2000; ++seed) {
    const Script script = random_script(seed * 1000);
    const std::string text = print_script(script);
    const auto parsed = parse_script("r.scn", text);
    REQUIRE_MESSAGE(parsed, to_text(parsed.error()) << "\n" << text);
    CHECK(print_script(*parsed) == text);
    REQUIRE(parsed->blocks.size() == script.blocks.size());
    for (std::size_t i = 0; i < script.blocks.size(); ++i) {
      CHECK(parsed->blocks[i].comments == script.blocks[i].comments);
      CHECK(parsed->blocks[i].arguments == script.blocks[i].arguments);
      CHECK(parsed->blocks[i].body == script.blocks[i].body);
      CHECK(parsed->blocks[i].expected == script.blocks[i].expected);
    }
  }
}

TEST_CASE("damaged text is refused or printed as it is, never repaired") {
  const std::string whole = kExample;
  for (std::size_t i = 0; i < whole.size(); ++i) {
    for (const std::string_view put : {"", " ", "\n", "\"", "-", "#", "\r"}) {
      std::string text = whole;
      text.replace(i, 1, put);
      const auto script = parse_script("d.scn", text);
      // Line ends of other systems are read, and not printed.
      std::string plain = text;
      for (auto at = plain.find("\r\n"); at != plain.npos; at = plain.find("\r\n", at)) {
        plain.erase(at, 1);
      }
      if (script) CHECK(print_script(*script) == plain);
    }
  }
}

TEST_CASE("errors of the grammar name the place and the fix") {
  CHECK(error_of("") == "a.scn:1: an empty file: write a world block first");
  CHECK(error_of("# X-1  T\nworld\n----") == "a.scn:3: no line end at the end: add one");
  CHECK(error_of("# X-1  T\nworld\n") ==
        "a.scn:2: a command without ----: add a line ---- after it, and what it prints below");
  CHECK(error_of("world\n----\n") ==
        "a.scn:1: no stable id: begin with a comment such as `# AMEND-004  What happens.`");
  CHECK(contains(error_of("# X-1\nworld\n----\n"), "no stable id"));
  CHECK(
      contains(error_of("# X-1  T\nworld\n----\nok\n\n\nshow\n----\n"), "a.scn:6: an empty line"));
  CHECK(contains(error_of("# X-1  T\nworld\n----\nok\n\n"), "a.scn:5: an empty line at the end"));
  CHECK(contains(error_of("# X-1  T\n\nworld\n----\n"), "a comment without a command"));
  CHECK(contains(error_of("# X-1  T\nworld\rx\n----\n"), "a.scn:2: a tab or another control"));
  CHECK(contains(error_of("# X-1  T\nworld \n----\n"), "remove the blank at its end"));
  CHECK(contains(error_of("# X-1  T\nworld  a=b\n----\n"), "put one blank between words"));
  CHECK(contains(error_of("# X-1  T\nworld a=\n----\n"), "write \"\" for an empty value"));
  CHECK(contains(error_of("# X-1  T\nworld a=\"b\n----\n"), "close the quotes"));
  CHECK(contains(error_of("# X-1  T\nworld a=\"b\"c\n----\n"), "after the closing quote"));
  CHECK(contains(error_of("# X-1  T\nworld a=\"\\n\"\n----\n"), "for a backslash"));
  CHECK(contains(error_of("# X-1  T\nworld a=1 a=2\n----\n"), "give a once"));
  CHECK(parse_script("f", "# X-1  T\nhttp GET / header=\"A: 1\" header=\"B: 2\"\n----\n").ok());
  CHECK(contains(error_of("# X-1  T\nWorld\n----\n"), "a verb of small letters"));
  CHECK(contains(error_of("# X-1  \xff\nworld\n----\n"), "not UTF-8"));
}

TEST_CASE("unknown verbs and arguments are errors before anything runs") {
  CHECK(load_error_of("show clock") == "parsed");
  CHECK(
      contains(load_error_of("frobnicate"), "a.scn:5: unknown verb frobnicate: use one of world"));
  CHECK(load_error_of("advance for=P7D") ==
        "a.scn:5: unknown argument for: advance takes by to seconds");
  CHECK(contains(load_error_of("request amend"), "no mandate=: write it as in: request amend"));
  CHECK(contains(load_error_of("request"), "no action"));
  CHECK(load_error_of("request renew mandate=m1") ==
        "a.scn:5: unknown word renew: write amend|pause|resume|cancel");
  CHECK(contains(load_error_of("withdraw s1 s2"), "unknown word s2"));
  CHECK(contains(load_error_of("show clock\nbody"), "show takes no body"));
  CHECK(load_error_of("http GET /v1/events nokey bearer show=a") == "parsed");
  CHECK(load_error_of("source as=s1 debtor_mobile=none maximum=1") == "parsed");
  const auto first = load_script("a.scn", "# X-1  T\nshow clock\n----\n");
  REQUIRE(!first);
  CHECK(contains(to_text(first.error()), "let the first block declare it"));
}

TEST_CASE("the table of verbs is sound, and its examples load") {
  for (const Verb& verb : verb_table()) {
    CAPTURE(verb.name);
    CHECK(find_verb(verb.name) == &verb);
    CHECK((verb.run != nullptr));
    CHECK(!verb.meaning.empty());
    CHECK(load_error_of(std::string(verb.example)) == "parsed");
  }
  CHECK(contains(print_verbs(), "example: request amend"));
}

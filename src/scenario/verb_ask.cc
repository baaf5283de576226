// The verb that asks the application under test: what it holds, after what it was told.
#include "scenario/state.h"
#include "scenario/verb_groups.h"

namespace lotusbox::scenario {

namespace {

using enum ArgumentKind;

Output run_ask(Execution& session, const Block& block) {
  const std::string pointer(block.value("pointer"));
  if (const std::string problem = pointer_problem(pointer); !problem.empty()) {
    return {{"failed: " + problem}, {}};
  }
  session.settle();
  Request request;
  request.method = block.word(0);
  request.headers = {{"Accept", "application/json"}};
  const Response answer = session.driver().ask(session.names.expand(block.word(1)), request);
  if (answer.status == 0) return {{"failed: " + answer.body}, {}};
  if (answer.status < 200 || answer.status > 299) {
    return {{"failed: status " + std::to_string(answer.status)}, {}};
  }
  if (block.has_word("quiet")) return {};
  const auto state = read_state(answer.body, pointer);
  if (!state) return {{"failed: " + state.error()}, {}};
  return {{session.names.contract(*state)}, {}};
}

constexpr VerbArgument kArguments[] = {
    {word, "method", true, "GET or POST", "GET|POST"},
    {word, "url", true, "an address of your application, on this machine"},
    {option, "pointer", false, "JSON pointer to the part of the answer that counts"},
    {flag, "quiet", false, "print nothing of the answer"},
};

constexpr Verb kVerbs[] = {
    {"ask",
     "Asks your application, and prints the JSON that it answers, keys in order.",
     kArguments,
     {},
     false,
     "ask GET http://127.0.0.1:9000/state pointer=/mandates",
     run_ask},
};

}  // namespace

std::span<const Verb> asking_verbs() { return kVerbs; }

}  // namespace lotusbox::scenario

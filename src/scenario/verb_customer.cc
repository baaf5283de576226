// The verbs of the customer: looking at a link, answering on its page, or both without a page.
#include "base/json_writer.h"
#include "base/text.h"
#include "core/values/calendar.h"
#include "scenario/verb_groups.h"

namespace lotusbox::scenario {

namespace {

using enum ArgumentKind;

constexpr std::string_view kAnswerFields[] = {"outcome", "reason_code", "reason_description",
                                              "reject_by", "auth_mode"};
constexpr int kSeeOther = 303;

/// A link by its name, or by the name of the source or mandate it belongs to; empty when unknown.
std::string link_of(const Execution& session, std::string_view alias) {
  const std::string of_object = session.names.value_of(std::string(alias) + ".link");
  return of_object.empty() ? session.names.value_of(alias) : of_object;
}

void keep_reason(Execution& session, const Block& block) {
  session.reason = std::string(block.value("reason_code"));
}

/// Exactly one of link, source and mandate says whose turn it is; beside a link or a source,
/// mandate is the name of what they make.
Output run_authorise(Execution& session, const Block& block) {
  const bool makes = block.find("link") != nullptr || block.find("source") != nullptr;
  const std::string_view by = block.find("link") != nullptr     ? "link"
                              : block.find("source") != nullptr ? "source"
                                                                : "mandate";
  const std::string id = session.names.value_of(block.value(by));
  if (id.empty()) return unknown_alias(session, block.value(by));
  if (makes) session.next_mandate = std::string(block.value("mandate"));
  keep_reason(session, block);
  JsonWriter json;
  json.begin_object();
  json.field(by, std::string_view(id));
  for (const std::string_view name : kAnswerFields) {
    if (block.find(name) != nullptr) json.field(name, block.value(name));
  }
  json.end_object();
  return session.outcome(session.call("POST", "/_mock/authorise", json.take()));
}

Output run_open_link(Execution& session, const Block& block) {
  const std::string link = link_of(session, block.word(0));
  if (link.empty()) return unknown_alias(session, block.word(0));
  const std::string method(block.find("method") == nullptr ? "GET" : block.value("method"));
  const Reply answer = session.call(method, path_of(link));
  if (!answer.good()) return session.outcome(answer);
  std::string line = std::to_string(answer.status);
  if (method == "GET") {
    line += " " + answer.body.at("kind").text() + " " + answer.body.at("status").text();
    const auto expires_at = answer.body.at("expires_at").number();
    if (expires_at) line += " expires " + format_ist(instant_of(*expires_at));
  }
  return {{line}, {}};
}

/// The form of the page, as a browser sends it.
Output run_submit(Execution& session, const Block& block) {
  const std::string link = link_of(session, block.word(0));
  if (link.empty()) return unknown_alias(session, block.word(0));
  session.next_mandate = std::string(block.value("mandate"));
  keep_reason(session, block);
  Request request{.method = "POST", .target = path_of(link), .headers = {}, .body = {}};
  request.headers = {{"Content-Type", "application/x-www-form-urlencoded"},
                     {"Accept", "text/html"}};
  for (const std::string_view name : kAnswerFields) {
    if (block.find(name) == nullptr) continue;
    if (!request.body.empty()) request.body += '&';
    request.body += std::string(name) + "=" + percent_encode(block.value(name));
  }
  const Reply answer = session.send(request);
  // What has gone stale is refused, and the customer goes back all the same.
  if (!answer.good() && answer.status != kSeeOther) return session.outcome(answer);
  const auto location = find_header(answer.raw.headers, "Location");
  if (answer.status != kSeeOther || !location) {
    return {{}, {"page " + std::to_string(answer.status)}};
  }
  // Decoded, for people; clients differ in whether they decode it themselves.
  const auto readable = percent_decode(*location, false);
  Output output = session.outcome(answer);
  output.after.push_back("returns to " + readable.value_or(std::string(*location)));
  return output;
}

constexpr VerbArgument kAuthoriseArguments[] = {
    {option, "link", false, "by its link"},
    {option, "source", false, "by the source"},
    {option, "mandate", false, "by the mandate; beside the others, the name of the new mandate"},
    {option, "outcome", false, "accepted unless given; rejected, abandoned"},
    {option, "reason_code", false, "why it is rejected"},
    {option, "reason_description", false, "why, in words"},
    {option, "reject_by", false, "who rejects"},
    {option, "auth_mode", false, "how the customer proves who they are"},
};
constexpr VerbArgument kOpenArguments[] = {
    {word, "link", true, "which link"},
    {option, "method", false, "GET unless given", "GET|HEAD"},
};
constexpr VerbArgument kSubmitArguments[] = {
    {word, "link", true, "which link"},
    {option, "outcome", true, "accepted, rejected or abandoned"},
    {option, "reason_code", false, "why it is rejected"},
    {option, "reason_description", false, "why, in words"},
    {option, "reject_by", false, "who rejects"},
    {option, "auth_mode", false, "how the customer proves who they are"},
    {option, "mandate", false, "the name of the mandate that this makes"},
};

constexpr Verb kVerbs[] = {
    {"authorise",
     "The customer answers without a page.",
     kAuthoriseArguments,
     {},
     false,
     "authorise link=l1 outcome=rejected reason_code=AP05",
     run_authorise},
    {"open-link",
     "Looks at the page of a link; a look decides nothing.",
     kOpenArguments,
     {},
     false,
     "open-link l1 method=HEAD",
     run_open_link},
    {"submit",
     "Sends the form of the page, and tells where the customer goes.",
     kSubmitArguments,
     {},
     false,
     "submit l1 outcome=accepted",
     run_submit},
};

}  // namespace

std::span<const Verb> customer_verbs() { return kVerbs; }

}  // namespace lotusbox::scenario

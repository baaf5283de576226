// The verbs of the merchant: asking for a change of a mandate, and withdrawing a source.
#include "base/json_writer.h"
#include "base/text.h"
#include "core/values/calendar.h"
#include "scenario/verb_groups.h"

namespace lotusbox::scenario {

namespace {

using enum ArgumentKind;

constexpr std::string_view kBodyKeys[] = {"frequency",      "collection_amount",
                                          "maximum_amount", "final_collection_date",
                                          "return_url",     "auth_mode"};

/// Every key as a text; no key, no body, as in the samples of pause, resume and cancel.
std::string body_of(const Block& block) {
  JsonWriter json;
  bool any = false;
  json.begin_object();
  for (const std::string_view name : kBodyKeys) {
    if (block.find(name) == nullptr) continue;
    json.field(name, block.value(name));
    any = true;
  }
  json.end_object();
  return any ? json.take() : std::string();
}

/// What the page of a link knows it by: the value of its request_id.
std::string_view request_id_of(std::string_view link) {
  constexpr std::string_view kMark = "request_id=";
  const auto index = link.find(kMark);
  return index == std::string_view::npos ? std::string_view() : link.substr(index + kMark.size());
}

Output run_request(Execution& session, const Block& block) {
  const std::string mandate(block.value("mandate"));
  if (!session.names.knows(mandate)) return unknown_alias(session, mandate);
  const bool by_umrn = block.value("by") == "umrn";
  const std::string id = session.names.value_of(by_umrn ? mandate + ".umrn" : mandate);
  const Reply answer = session.call("PATCH",
                                    "/api/mandates/" + std::string(block.word(0)) +
                                        (by_umrn ? "?umrn=" : "?mandate_id=") + percent_encode(id),
                                    body_of(block));
  if (!answer.good()) return session.outcome(answer);
  const std::string link = answer.body.at("auth_link").text();
  session.names.set(mandate + ".link", link);
  std::string name = "link of " + mandate;
  if (block.find("link") != nullptr) name = block.value("link");
  session.names.set(name, link);
  session.names.set(name + ".id", request_id_of(link));
  const auto expires_at = answer.body.at("expires_at").number();
  if (!expires_at) return {{}, {name + " never expires"}};
  return {{}, {name + " expires " + format_ist(instant_of(*expires_at))}};
}

Output run_withdraw(Execution& session, const Block& block) {
  const std::string id = session.names.value_of(block.word(0));
  if (id.empty()) return unknown_alias(session, block.word(0));
  return session.outcome(session.call("POST", "/v1/sources/" + percent_encode(id) + "/withdraw"));
}

std::string end_of(const JsonValue& link) {
  const JsonValue reason = link.at("reason");
  if (!reason.is_null()) {
    std::string line = ": " + reason.at("description").text();
    for (const std::string_view name : {"code", "by", "rule"}) {
      const std::string value = reason.at(name).text();
      if (!value.empty()) line += " " + std::string(name) + "=" + value;
    }
    return line;
  }
  const bool live = link.at("link_status").text() == "live";
  const std::string until = live ? link.at("expires_at_ist").text() : std::string();
  return until.empty() ? until : " until " + until;
}

Output run_links(Execution& session, const Block& block) {
  const std::string id = session.names.value_of(block.word(0));
  if (id.empty()) return unknown_alias(session, block.word(0));
  const std::string by = id.starts_with("MD") ? "mandate=" : "source=";
  const Reply answer = session.call("GET", "/_mock/links?" + by + percent_encode(id));
  if (!answer.good()) return session.outcome(answer);
  Output output;
  for (const JsonValue& link : answer.body.at("data").items()) {
    output.before.push_back(link.at("action").text() + " " + link.at("state").text() +
                            end_of(link));
    if (block.find("link") != nullptr) {
      const std::string url = link.at("url").text();
      session.names.set(block.value("link"), url);
      session.names.set(std::string(block.value("link")) + ".id", request_id_of(url));
    }
  }
  return output;
}

constexpr VerbArgument kRequestArguments[] = {
    {word, "action", true, "what is asked for", "amend|pause|resume|cancel"},
    {option, "mandate", true, "of which mandate"},
    {option, "by", false, "how the call names it; mandate_id unless given", "umrn|mandate_id"},
    {option, "link", false, "the name of the link for the customer"},
    {option, "frequency", false, "sent as a text"},
    {option, "collection_amount", false, "sent as a text"},
    {option, "maximum_amount", false, "sent as a text"},
    {option, "final_collection_date", false, "sent as a text"},
    {option, "return_url", false, "sent as a text"},
    {option, "auth_mode", false, "sent as a text"},
};
constexpr VerbArgument kLinksArguments[] = {
    {word, "object", true, "of which mandate or source"},
    {option, "link", false, "a name for the newest of them, which may have been lost"},
};
constexpr VerbArgument kWithdrawArguments[] = {{word, "source", true, "which source"}};

constexpr Verb kVerbs[] = {
    {"request",
     "Asks to amend, pause, resume or cancel a mandate; makes a link.",
     kRequestArguments,
     {},
     false,
     "request amend mandate=m1 maximum_amount=\"7500.00\" link=l1",
     run_request},
    {"links",
     "Lists the links and requests of a mandate or source, oldest first.",
     kLinksArguments,
     {},
     false,
     "links m1 link=l1",
     run_links},
    {"withdraw", "Withdraws a source.", kWithdrawArguments, {}, false, "withdraw s1", run_withdraw},
};

}  // namespace

std::span<const Verb> request_verbs() { return kVerbs; }

}  // namespace lotusbox::scenario

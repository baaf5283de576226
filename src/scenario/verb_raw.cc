// The verbs for what the others cannot say: any call as it is, and why the last one was refused.
#include <zlib.h>

#include <algorithm>

#include "base/text.h"
#include "scenario/verb_groups.h"

namespace lotusbox::scenario {

namespace {

using enum ArgumentKind;

constexpr std::string_view kHeaderPrefix = "header.";

void add_key(Execution& session, const Block& block, Headers& headers) {
  if (block.has_word("nokey")) return;
  std::pair<std::string, std::string> header = session.authorization();
  const std::string key =
      block.find("key") == nullptr ? session.key() : std::string(block.value("key"));
  if (block.has_word("bearer")) {
    header.second = "Bearer " + key;
  } else if (block.find("key") != nullptr) {
    header.second = "Basic " + base64_encode(key + ":");
  }
  headers.push_back(std::move(header));
}

std::string body_of(const Execution& session, const Block& block) {
  std::string body;
  for (const std::string& line : block.body) {
    if (!body.empty() && !block.has_word("form")) body += '\n';
    body += session.names.expand(line);
  }
  return body;
}

/// The body as `Content-Encoding: deflate` has it, with blanks behind it up to a size.
std::string deflated(std::string body, std::size_t size) {
  body.resize(std::max(body.size(), size), ' ');
  uLongf length = compressBound(body.size());
  std::string packed(length, '\0');
  compress(reinterpret_cast<Bytef*>(packed.data()), &length,
           reinterpret_cast<const Bytef*>(body.data()), body.size());
  packed.resize(length);
  return packed;
}

constexpr std::string_view kBoundary = "scenario-boundary";

/// Each line of the body, `name=value`, as one part; of a file, `name@its-name=value`.
std::string parts_of(const Execution& session, const Block& block) {
  std::string body;
  for (const std::string& line : block.body) {
    const auto equals = std::min(line.find('='), line.size());
    const auto at = std::min(line.find('@'), equals);
    body += "--" + std::string(kBoundary) + "\r\nContent-Disposition: form-data; name=\"" +
            line.substr(0, at) + "\"";
    if (at < equals) body += "; filename=\"" + line.substr(at + 1, equals - at - 1) + "\"";
    body += "\r\n\r\n";
    body += session.names.expand(line.substr(std::min(equals + 1, line.size()))) + "\r\n";
  }
  return body + "--" + std::string(kBoundary) + "--\r\n";
}

std::string content_type_of(const Block& block) {
  if (block.has_word("multipart")) {
    return "multipart/form-data; boundary=" + std::string(kBoundary);
  }
  return block.has_word("form") ? "application/x-www-form-urlencoded" : "application/json";
}

/// `{l1}` in a path is the whole link; what counts of it is its path.
Request read_request(Execution& session, const Block& block) {
  Request request{
      .method = std::string(block.word(0)),
      .target = path_of(session.names.expand(block.word(1))),
      .headers = {},
      .body = block.has_word("multipart") ? parts_of(session, block) : body_of(session, block)};
  add_key(session, block, request.headers);
  request.headers.emplace_back(
      "Accept", block.find("accept") == nullptr ? "application/json" : block.value("accept"));
  for (const Argument& argument : block.arguments) {
    const std::string_view header = argument.value;
    const auto colon = header.find(':');
    if (argument.name == kRepeatable && colon != std::string_view::npos) {
      request.headers.emplace_back(header.substr(0, colon), trim(header.substr(colon + 1)));
    }
  }
  if (!block.body.empty()) {
    request.headers.emplace_back("Content-Type", content_type_of(block));
  }
  if (const Argument* size = block.find("deflate")) {
    request.headers.emplace_back("Content-Encoding", "deflate");
    const auto bytes = parse_integer(size->value).value_or(0);
    request.body = deflated(std::move(request.body), static_cast<std::size_t>(bytes));
  }
  return request;
}

std::string part_of(const Reply& answer, std::string_view part) {
  if (part.starts_with(kHeaderPrefix)) {
    return std::string(
        find_header(answer.raw.headers, part.substr(kHeaderPrefix.size())).value_or("absent"));
  }
  if (part == "body") return answer.body.exists() ? answer.body.json() : answer.raw.body;
  if (part == "content_type") return answer.raw.content_type;
  const JsonValue value = answer.body.at(part);
  const std::string text = value.text();
  return value.is_text() && text.find('\n') == std::string::npos ? text : value.json();
}

Output run_http(Execution& session, const Block& block) {
  const Reply answer = session.send(read_request(session, block));
  for (const char* index : {"id", "mandate_id", "data.0.id"}) {
    const std::string id = answer.body.at(index).text();
    if (id.empty()) continue;
    session.give_name(block, "as", id);
    break;
  }
  if (block.find("as") != nullptr) {
    const std::string name(block.value("as"));
    session.names.set(name + ".short", answer.body.at("redirect.short_url").text());
  }
  session.names.set(block.value("resource"), answer.body.at("data.0.resource_id").text());
  const std::string link = answer.body.at("auth_link").text();
  session.names.set(block.value("link"),
                    link.empty() ? answer.body.at("redirect.url").text() : link);
  Output output;
  output.before.push_back("status " + std::to_string(answer.status));
  if (!answer.rule.empty()) output.before.push_back("rule " + answer.rule);
  for (const std::string_view part : split(block.value("show"), ',')) {
    if (part.empty()) continue;
    output.before.push_back(std::string(part) + " " +
                            session.names.contract(part_of(answer, part)));
  }
  if (block.find("as") != nullptr) {  // shown as it is, named from here on
    session.names.set(std::string(block.value("as")) + ".umrn", answer.body.at("umrn").text());
  }
  return output;
}

Output run_why(Execution& session, const Block&) {
  if (session.last_refused().empty()) return {{"failed: nothing was refused so far"}, {}};
  const JsonValue why = session.explain(session.last_refused());
  if (!why.exists()) return {{"failed: the last refusal is not explained"}, {}};
  Output output;
  output.before.push_back("rule " + why.at("rule").text() + " (" + why.at("evidence").text() + ")");
  output.before.push_back("demands: " + why.at("demands").text());
  const auto add = [&](const char* name, const std::string& text) {
    if (!text.empty()) output.before.push_back(name + session.names.contract(text));
  };
  add("param: ", why.at("param").text());
  add("blocking: ", why.at("blocking").text());
  const JsonValue inputs = why.at("inputs");
  for (const std::string& key : inputs.keys()) {
    output.before.push_back("input " + key + ": " +
                            session.names.contract(inputs.member(key).text()));
  }
  add("passes at ", why.at("passes_at_ist").text());
  return output;
}

constexpr VerbArgument kHttpArguments[] = {
    {word, "method", true, "GET, POST, PATCH …"},
    {word, "path", true,
     "{m1} is the id of m1, {m1.umrn} its UMRN, {l1} a link, {s1.short} its short form"},
    {option, "show", false, "parts of the answer: error.code,data.0.id,header.Location,body"},
    {option, "key", false, "another key than the one of the world"},
    {option, "accept", false, "what to accept; application/json unless given"},
    {option, kRepeatable, false, "one more header: x-merchantid: shop; may be repeated"},
    {option, "deflate", false, "compress the body, with blanks behind it up to so many bytes"},
    {option, "as", false, "the name of the object that is answered, or of the first of a list"},
    {option, "link", false, "the name of the link that is answered"},
    {option, "resource", false, "the name of what the first event of a list is about"},
    {flag, "nokey", false, "send no key"},
    {flag, "bearer", false, "send the key as Bearer"},
    {flag, "multipart", false,
     "each line of the body is one part, name=value; of a file, name@scan.pdf=value"},
    {flag, "form", false, "the body is a form, its lines put together"},
};

constexpr Verb kVerbs[] = {
    {"http",
     "One call as it is: its status, its rule when refused, and chosen parts.",
     kHttpArguments,
     {},
     true,
     "http GET /v1/mandates/{m1} show=status",
     run_http},
    {"why", "Explains the last refusal.", {}, {}, false, "why", run_why},
};

}  // namespace

std::span<const Verb> raw_verbs() { return kVerbs; }

}  // namespace lotusbox::scenario

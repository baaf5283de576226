#include "scenario/recording.h"

#include <algorithm>
#include <array>
#include <map>
#include <optional>

#include "base/text.h"
#include "core/values/calendar.h"
#include "scenario/execution.h"
#include "scenario/json_value.h"
#include "scenario/runner.h"

namespace lotusbox::scenario {

namespace {

constexpr std::string_view kId = "SESSION-001";
constexpr std::size_t kShortestId = 12;

/// What a thing is called that a call to a path with this end makes: s1, m1 …
struct Letter {
  std::string_view path;
  std::string_view letter;
};
constexpr Letter kLetters[] = {
    {"/v1/sources", "s"},    {"/v1/mandates", "m"},      {"/_mock/mandates", "m"},
    {"/v1/customers", "c"},  {"/bank_accounts", "b"},    {"/v1/tokens", "t"},
    {"/v1/ach_debits", "d"}, {"/v1/subscriptions", "u"}, {"/_mock/juspay/mandates", "j"},
};

/// Headers that a scenario must send for the answer to be the same.
bool matters(std::string_view name) {
  return equals_ignoring_case(name, "Idempotency-Key") ||
         equals_ignoring_case(name, "x-merchantid");
}

/// A body that can stand on one line of a scenario, and whether it is a form.
struct Line {
  std::string text;
  bool form = false;
};

/// Texts that the format of scenarios can hold on one line.
bool can_stand(std::string_view text) {
  const bool blank = text.find_first_not_of(' ') == std::string_view::npos;
  return is_utf8(text) && !blank && text != "----" &&
         std::none_of(text.begin(), text.end(),
                      [](char c) { return static_cast<unsigned char>(c) < ' ' || c == '\x7F'; });
}

/// As the server reads it: JSON when it says so or looks so, a form otherwise.
std::optional<Line> one_line(const Request& request) {
  const std::string type = to_lower(find_header(request.headers, "Content-Type").value_or(""));
  if (request.body.empty()) return Line{};
  if (type.find("multipart/") != std::string::npos) return std::nullopt;
  const std::string_view start = trim(request.body);
  const bool json =
      type.find("json") != std::string::npos || start.starts_with('{') || start.starts_with('[');
  const JsonValue value = json ? JsonValue::parse(request.body) : JsonValue();
  std::string text = value.exists() ? value.json() : request.body;
  return can_stand(text) ? std::optional(Line{std::move(text), !json}) : std::nullopt;
}

bool headers_can_stand(const Request& request) {
  return std::all_of(request.headers.begin(), request.headers.end(), [](const auto& header) {
    return !matters(header.first) || can_stand(header.second);
  });
}

Argument option(std::string name, std::string text) {
  const bool quoted = text.empty() || text.find_first_of(" \"\\") != std::string::npos;
  return {std::move(name), std::move(text), quoted};
}
Argument word(std::string text) { return option("", std::move(text)); }

void replace_all(std::string& text, std::string_view old, std::string_view fresh) {
  for (auto at = text.find(old); at != std::string::npos; at = text.find(old, at + fresh.size())) {
    text.replace(at, old.size(), fresh);
  }
}

/// `MD0086WWA8U5CH`, or 22 letters and digits of Juspay; words and names of fields do not.
bool looks_like_id(std::string_view text) {
  return text.size() >= kShortestId &&
         std::any_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; }) &&
         std::any_of(text.begin(), text.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
}

/// Runs of letters, digits, `_` and `-`: ids are among them.
std::vector<std::string_view> tokens_of(std::string_view text) {
  const auto is_inside = [](char c) { return is_alphanumeric(c) || c == '_' || c == '-'; };
  std::vector<std::string_view> tokens;
  for (auto at = text.begin(); at != text.end();) {
    const auto begin = std::find_if(at, text.end(), is_inside);
    at = std::find_if_not(begin, text.end(), is_inside);
    if (begin != at) tokens.emplace_back(begin, at);
  }
  return tokens;
}

/// `AL0059` of `/pay/AL0059?client_secret=…`.
std::string_view last_piece(std::string_view path) {
  path = path.substr(0, path.find('?'));
  return path.substr(path.rfind('/') + 1);
}

class Recorder {
 public:
  Recorder(const Recording& recording, Driver& driver)
      : recording_(recording), session_(driver, kId) {
    session_.use_key(recording.key);
    notes_.push_back("# " + std::string(kId) + "  What happened in " + recording.key + ".");
  }

  std::optional<Script> write(const std::function<bool()>& stop) {
    run("world", {option("at", format_ist(recording_.start)), option("profile", recording_.profile),
                  option("seed", std::to_string(recording_.seed))});
    if (!recording_.profiles.empty()) {
      run(http("PUT", "/_mock/nach_profiles", recording_.profiles));
    }
    for (const std::string& body : recording_.fixtures) {
      Block block = http("POST", "/_mock/mandates", body);
      block.arguments.push_back(option("as", next_name("f")));
      run(std::move(block));
    }
    if (recording_.has_webhook) receive(recording_.verdicts, "");
    for (const RecordedCall& call : recording_.calls) {
      if (stop && stop()) return std::nullopt;
      repeat(call);
    }
    return std::move(script_);
  }

 private:
  static Block http(std::string_view method, std::string_view target, std::string_view body) {
    Block block;
    block.verb = "http";
    block.arguments = {word(std::string(method)), word(std::string(target))};
    if (!body.empty()) block.body.emplace_back(body);
    return block;
  }

  void run(std::string verb, std::vector<Argument> arguments) {
    Block block;
    block.verb = std::move(verb);
    block.arguments = std::move(arguments);
    run(std::move(block));
  }

  /// What it prints when it is run here is what it is to print.
  void run(Block block) {
    block.comments.insert(block.comments.end(), notes_.begin(), notes_.end());
    notes_.clear();
    block.expected = run_block(session_, block).actual;
    // A name that the answer gave nothing to stand for is no name.
    std::erase_if(block.arguments, [&](const Argument& argument) {
      const bool names = argument.name == "as" || argument.name == "link";
      return names && !session_.names.knows(argument.value);
    });
    if (const Argument* link = block.find("link")) keep_link(link->value);
    if (const Argument* thing = block.find("as")) {
      const std::string name = thing->value + ".short";
      if (session_.names.knows(name)) keep_link(name);
    }
    script_.blocks.push_back(std::move(block));
  }

  void keep_link(const std::string& name) {
    const std::string path = path_of(session_.names.value_of(name));
    for (const std::string_view token : tokens_of(path)) {
      if (!looks_like_id(token) && token != last_piece(path)) continue;
      links_.emplace(token, std::pair(path, name));
    }
  }

  /// The path and the name of each link of which an id, or the last piece, stands in the text.
  [[nodiscard]] std::vector<std::pair<std::string, std::string>> links_in(
      std::string_view text) const {
    std::vector<std::pair<std::string, std::string>> found;
    for (const std::string_view token : tokens_of(text)) {
      const auto link = links_.find(token);
      if (link != links_.end()) found.push_back(link->second);
    }
    return found;
  }

  std::string next_name(std::string_view letter) {
    std::string name;
    do {
      name = std::string(letter) + std::to_string(++counts_[std::string(letter)]);
    } while (session_.names.knows(name));
    return name;
  }

  void receive(const std::vector<int>& verdicts, std::string_view format) {
    auto end = verdicts.end();  // the last one answers for ever
    while (end - verdicts.begin() > 1 && *(end - 1) == *(end - 2)) --end;
    std::string answers;
    for (auto verdict = verdicts.begin(); verdict != end; ++verdict) {
      if (!answers.empty()) answers += ',';
      answers += std::to_string(*verdict);
    }
    std::vector<Argument> arguments = {option("as", next_name("r"))};
    if (!answers.empty()) arguments.push_back(option("answers", answers));
    if (format == "plain" || format == "encrypted") {
      arguments.push_back(option("format", std::string(format)));
    }
    run("receiver", std::move(arguments));
  }

  void repeat(const RecordedCall& call) {
    const Request& request = call.request;
    const std::string path(request.path());
    if (path == "/_mock/webhook" && request.method == "PUT" && call.good) {
      const bool plain = request.body.find("plain") != std::string::npos;
      return receive(call.verdicts, plain ? "plain" : "encrypted");
    }
    if (path == "/_mock/juspay/webhook" && request.method == "PUT" && call.good) {
      notes_.emplace_back("# Here events of Juspay were given a URL; this does not deliver them.");
      return;
    }
    if (path == "/_mock/clock" && request.method == "PUT" && follows_wall(request)) return;
    if (path != "/_mock/clock/advance" && path != "/_mock/reset") catch_up(call.now);
    const auto line = one_line(request);
    if (!line || !headers_can_stand(request)) {
      notes_.push_back("# " + request.method + " " + path +
                       " is left out: what was sent cannot stand in a text");
      return;
    }
    name_what_is_meant(request.target + "\n" + line->text);
    Block block = http(request.method, with_names(request.target), with_names(line->text));
    if (line->form) block.arguments.push_back(word("form"));
    for (const auto& [name, value] : request.headers) {
      if (matters(name)) block.arguments.push_back(option("header", name + ": " + value));
    }
    add_names(request, block);
    run(std::move(block));
  }

  /// Links by their names first: what is left of them are ids.
  [[nodiscard]] std::string with_names(std::string text) const {
    for (const auto& [path, name] : links_in(text)) {
      for (auto at = text.find(path); at != std::string::npos; at = text.find(path)) {
        const auto scheme = text.rfind("http", at);
        const auto host = scheme == std::string::npos ? at : text.find("//", scheme);
        const bool whole = host < at && text.find_first_of("/\"", host + 2) == at;
        const auto from = whole ? scheme : at;
        text.replace(from, at + path.size() - from, "{" + name + "}");
      }
      const auto id = path.find("/AL");
      if (id == std::string::npos) continue;
      replace_all(text, path.substr(id + 1, path.find('?') - id - 1), "{" + name + "}");
    }
    return session_.names.contract(std::move(text));
  }

  /// A clock that follows wall time stands still in a scenario: it is advanced to each call.
  bool follows_wall(const Request& request) {
    const auto line = one_line(request);
    const bool manual = line && (line->text.find("manual") != std::string::npos ||
                                 line->text.find("mode") == std::string::npos);
    if (!manual) notes_.emplace_back("# From here on the clock followed wall time.");
    return !manual;
  }

  void catch_up(Instant now) {
    const Reply clock = session_.call("GET", "/_mock/clock");
    const auto shown = clock.body.at("now").number();
    if (shown && instant_of(*shown) < now) run("advance", {option("to", format_ist(now))});
  }

  void add_names(const Request& request, Block& block) {
    if (request.method == "POST") {
      const auto letter =
          std::find_if(std::begin(kLetters), std::end(kLetters),
                       [&](const Letter& one) { return request.path().ends_with(one.path); });
      if (letter != std::end(kLetters)) {
        block.arguments.push_back(option("as", next_name(letter->letter)));
      }
    }
    const bool may_make_link =
        request.path() == "/v1/sources" || request.path().starts_with("/api/mandates/");
    if (may_make_link) block.arguments.push_back(option("link", next_name("l")));
  }

  /// Ids that no answer told, but an event did: of debits that a subscription made, of events.
  void name_what_is_meant(std::string_view text) {
    for (const std::string_view token : tokens_of(text)) {
      if (looks_like_id(token) && session_.names.name_of(token).empty())
        look_for(std::string(token));
    }
  }

  void look_for(const std::string& id) {
    std::vector<JsonValue> news;
    session_.list("/_mock/events?brief=1&offset=" + std::to_string(events_seen_), news);
    for (const JsonValue& event : news) {
      indexes_.emplace(event.at("id").text(), events_seen_);
      indexes_.emplace(event.at("resource_id").text(), events_seen_++);
    }
    const auto found = indexes_.find(id);
    if (found == indexes_.end()) return;
    const bool is_event = id.starts_with("EV");
    Block block = http("GET", "/_mock/events?brief=1&offset=" + std::to_string(found->second), "");
    block.arguments.push_back(
        option(is_event ? "as" : "resource", next_name(is_event ? "e" : "x")));
    run(std::move(block));
  }

  const Recording& recording_;
  Execution session_;
  Script script_;
  std::vector<std::string> notes_;  ///< comments of the next block
  /// By the ids in their path and its last piece: the path and the name.
  std::map<std::string, std::pair<std::string, std::string>, std::less<>> links_;
  std::map<std::string, int, std::less<>> counts_;
  std::map<std::string, std::size_t> indexes_;  ///< of the first event with this id, or about it
  std::size_t events_seen_ = 0;
};

}  // namespace

std::optional<Script> script_of(const Recording& recording, Driver& driver,
                                const std::function<bool()>& stop) {
  return Recorder(recording, driver).write(stop);
}

}  // namespace lotusbox::scenario

#include "examiner/comparison/exchange.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "api/masking.h"
#include "base/json_writer.h"
#include "base/text.h"
#include "wire/glossary.h"

namespace lotusbox::examiner {

namespace {

using Json = nlohmann::ordered_json;

constexpr int kVersion = 1;
/// Headers of a call that its answer depends on.
constexpr std::string_view kKept[] = {"content-type", "accept", "idempotency-key", "x-merchantid"};

bool is_personal(std::string_view name) {
  const auto fields = api::masked_fields();
  return std::any_of(fields.begin(), fields.end(),
                     [&](const auto& field) { return equals_ignoring_case(field.name, name); });
}

/// A name that nobody knows may be a slip of the pen for one that holds a person.
bool is_unknown(std::string_view name) { return wire::find_term(name) == nullptr; }

/// Another text of the same form. A digit that it begins with stays: a mobile number begins with 6
/// to 9.
std::string disguised(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (is_digit(c)) {
      out += out.empty() ? c : '0';
    } else if (is_alphanumeric(c)) {
      out += c >= 'a' ? 'x' : 'X';
    } else {
      out += static_cast<unsigned char>(c) < 128 ? c : '?';
    }
  }
  return out;
}

void disguise(Json& value, bool personal) {
  if (value.is_object()) {
    for (auto& [name, inner] : value.items()) {
      const bool foreign = !inner.is_structured() && is_unknown(name);
      disguise(inner, personal || foreign || is_personal(name));
    }
  } else if (value.is_array()) {
    for (Json& inner : value) disguise(inner, personal);
  } else if (value.is_string()) {
    const auto text = value.get<std::string>();
    value = personal ? disguised(text) : api::mask_text(text);
  } else if (value.is_number() && personal) {
    value = Json::parse(disguised(value.dump()), nullptr, false);
  }
}

/// `a=1&b[debtor_mobile]=2`: names and values as they are written.
std::string disguised_form(std::string_view form, bool of_body) {
  std::string out;
  for (const std::string_view pair : split(form, '&')) {
    if (!out.empty()) out += '&';
    const auto equals = std::min(pair.find('='), pair.size());
    const auto name = percent_decode(pair.substr(0, equals), true);
    std::string_view last = name ? std::string_view(*name) : std::string_view();
    if (last.ends_with(']')) last.remove_suffix(1);
    last = last.substr(last.rfind('[') + 1);
    out += pair.substr(0, equals);
    if (equals == pair.size()) continue;
    const std::string_view raw = pair.substr(equals + 1);
    const auto value = percent_decode(raw, true);
    const bool personal = !name || !value || is_personal(last) || (of_body && is_unknown(last));
    out += '=' + (personal ? percent_encode(disguised(value.value_or(std::string(raw))))
                           : api::mask_text(raw));
  }
  return out;
}

bool says_form(const Headers& headers) {
  return to_lower(find_header(headers, "Content-Type").value_or("")).find("urlencoded") !=
         std::string::npos;
}

std::string disguised_body(std::string_view body, bool form) {
  if (body.empty()) return {};
  const Json json = Json::parse(body, nullptr, false);
  if (!json.is_discarded() && json.is_structured()) {
    Json copy = json;
    disguise(copy, false);
    return copy.dump();
  }
  // What is neither cannot be read for certain: nothing of its texts is kept.
  return form ? disguised_form(body, true) : api::mask_json(body);
}

std::string without_numbers(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (is_digit(c)) {
      if (out.empty() || out.back() != '#') out += '#';
    } else {
      out += c;
    }
  }
  return out;
}

std::string text_of(const Json& json, const char* name) {
  const auto found = json.find(name);
  return found != json.end() && found->is_string() ? found->get<std::string>() : std::string();
}

std::int64_t number_of(const Json& json, const char* name) {
  const auto found = json.find(name);
  return found != json.end() && found->is_number_integer() ? found->get<std::int64_t>() : 0;
}

Exchange exchange_of(const Json& json) {
  Exchange exchange;
  exchange.at = number_of(json, "at");
  const Json request = json.value("request", Json::object());
  const Json answer = json.value("answer", Json::object());
  exchange.request.method = text_of(request, "method");
  exchange.request.target = text_of(request, "target");
  exchange.request.body = text_of(request, "body");
  const Json headers = request.value("headers", Json::object());
  for (const auto& [name, value] : headers.items()) {
    if (value.is_string()) exchange.request.headers.emplace_back(name, value.get<std::string>());
  }
  exchange.answer.status = static_cast<int>(number_of(answer, "status"));
  exchange.answer.content_type = text_of(answer, "content_type");
  exchange.answer.body = text_of(answer, "body");
  return exchange;
}

}  // namespace

std::string Difference::key(std::string_view call) const {
  // A place in a list is any place in it; of values the words count.
  const bool words = kind == "status" || kind == "code" || kind == "type" || kind == "value";
  return std::string(call) + " " + kind + " " + without_numbers(place) +
         (words ? " " + upstream + " / " + twin : std::string());
}

Exchange without_secrets(const Exchange& exchange) {
  Exchange kept;
  kept.at = exchange.at;
  kept.request.method = exchange.request.method;
  kept.request.target = std::string(exchange.request.path());
  if (!exchange.request.query().empty()) {
    kept.request.target += '?' + disguised_form(exchange.request.query(), false);
  }
  for (const auto& [name, value] : exchange.request.headers) {
    const std::string lower = to_lower(name);
    if (std::find(std::begin(kKept), std::end(kKept), lower) != std::end(kKept)) {
      kept.request.headers.emplace_back(lower, value);
    }
  }
  kept.request.body = disguised_body(exchange.request.body, says_form(exchange.request.headers));
  kept.answer.status = exchange.answer.status;
  kept.answer.content_type = exchange.answer.content_type;
  kept.answer.body = disguised_body(exchange.answer.body, false);
  return kept;
}

std::string tape_json(const Tape& tape) {
  Json json = {{"lotusbox_comparison", kVersion},
               {"upstream", tape.upstream},
               {"profile", tape.profile},
               {"known", tape.known},
               {"calls", Json::array()}};
  for (const Exchange& one : tape.exchanges) {
    Json headers = Json::object();
    for (const auto& [name, value] : one.request.headers) headers[name] = value;
    json["calls"].push_back({{"at", one.at},
                             {"request",
                              {{"method", one.request.method},
                               {"target", one.request.target},
                               {"headers", headers},
                               {"body", one.request.body}}},
                             {"answer",
                              {{"status", one.answer.status},
                               {"content_type", one.answer.content_type},
                               {"body", one.answer.body}}}});
  }
  return json.dump(1, ' ', false, Json::error_handler_t::replace) + "\n";
}

Result<Tape, std::string> parse_tape(std::string_view text) {
  const Json json = Json::parse(text, nullptr, false);
  if (json.is_discarded() || !json.is_object()) return failure(std::string("it is not JSON"));
  if (number_of(json, "lotusbox_comparison") != kVersion) {
    return failure(std::string("it was not written by lotusbox compare --record of this version"));
  }
  Tape tape;
  tape.upstream = text_of(json, "upstream");
  tape.profile = text_of(json, "profile");
  const Json known = json.value("known", Json::array());
  for (const Json& one : known) {
    if (one.is_string()) tape.known.push_back(one.get<std::string>());
  }
  int number = 0;
  const Json calls = json.value("calls", Json::array());
  for (const Json& one : calls) {
    ++number;
    Exchange exchange = one.is_object() ? exchange_of(one) : Exchange();
    if (exchange.request.method.empty() || !exchange.request.target.starts_with('/') ||
        exchange.answer.status == 0 || exchange.at <= 0) {
      return failure("call " + std::to_string(number) +
                     " lacks its time, its method, its target or its status");
    }
    tape.exchanges.push_back(std::move(exchange));
  }
  return tape;
}

}  // namespace lotusbox::examiner

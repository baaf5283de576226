#include "api/rules/faults.h"

#include <algorithm>
#include <array>

#include "api/routes.h"
#include "base/nearest.h"
#include "base/text.h"
#include "core/values/limits.h"

namespace lotusbox::api {

namespace {

using enum Evidence;
using enum RefusalCode;
using wire::FaultFields;
using wire::FaultsClaim;

constexpr std::array<std::string_view, 5> kMethods{"GET", "POST", "PUT", "PATCH", "DELETE"};
constexpr std::size_t kContentTypeLength = 100;
constexpr std::int64_t kStatusMin = 200;
constexpr std::int64_t kStatusMax = 599;
constexpr std::int64_t kFirstError = 400;
constexpr std::size_t kHeadersMax = 8;

/// A whole number within bounds; nullopt when it is not.
std::optional<std::int64_t> number_in(const Field& field, std::int64_t min, std::int64_t max) {
  const auto number = field.is_scalar() ? parse_integer(field.text) : std::nullopt;
  return number && *number >= min && *number <= max ? number : std::nullopt;
}

bool is_word(const Field& field, std::size_t length, std::string_view more) {
  const std::string& text = field.text;
  return field.is_scalar() && !text.empty() && text.size() <= length &&
         std::all_of(text.begin(), text.end(), [&](char one) {
           return is_alphanumeric(one) || more.find(one) != std::string_view::npos;
         });
}

bool is_true(const Field& field) { return field.text == "true"; }

/// The first fault that breaks a condition, with the name of its key.
Objection each(const FaultsClaim& c, std::string_view key, std::string_view message,
               bool (*broken)(const FaultFields&)) {
  for (const FaultFields& fault : c.faults) {
    if (!broken(fault)) continue;
    const std::string name = fault.prefix + std::string(key);
    return Finding{.message = name + " " + std::string(message), .param = name};
  }
  return std::nullopt;
}

Objection body_readable(const FaultsClaim& c) {
  if (!c.body_problem.empty()) return Finding{.message = c.body_problem};
  if (c.unknown_keys.empty()) return std::nullopt;
  return Finding{.message = "There is no such setting of a fault" + c.meant,
                 .param = c.unknown_keys.front()};
}
Objection few_enough(const FaultsClaim& c) {
  return when(c.faults.size() > limits::kFaultsMax, "A world has at most 32 faults");
}
Objection names_plain(const FaultsClaim& c) {
  return each(c, "name", "must be 1 to 64 letters, digits and - _ .", [](const FaultFields& w) {
    return w.name.given() && !is_word(w.name, limits::kFaultNameLength, "-_.");
  });
}
Objection methods_known(const FaultsClaim& c) {
  return each(c, "match.method", "must be GET, POST, PUT, PATCH or DELETE",
              [](const FaultFields& w) {
                return w.method.given() &&
                       std::find(kMethods.begin(), kMethods.end(), w.method.text) == kMethods.end();
              });
}
Objection paths_readable(const FaultsClaim& c) {
  return each(c, "match.path",
              "must be a path of the vendors such as /v1/sources or /v1/sources/*, not of /_mock",
              [](const FaultFields& w) {
                const std::string& path = w.path.text;
                return w.path.given() &&
                       (!w.path.is_text() || !path.starts_with('/') ||
                        path.size() > limits::kFaultPathLength || path.starts_with("/_mock"));
              });
}
/// The patterns of the vendors' routes, those of one method where it is given.
std::vector<std::string> vendor_patterns(std::string_view method) {
  std::vector<std::string> patterns;
  for (const Route* route : all_routes()) {
    const bool of_vendor = route->access == Access::key || route->access == Access::link;
    if (of_vendor && (method.empty() || method == route->method)) {
      patterns.emplace_back(route->pattern);
    }
  }
  return patterns;
}

Objection paths_routed(const FaultsClaim& c) {
  for (const FaultFields& w : c.faults) {
    if (!w.path.given()) continue;
    const auto patterns = vendor_patterns(w.method.text);
    const auto met = [&](const std::string& pattern) {
      return patterns_meet(w.path.text, pattern);
    };
    if (std::any_of(patterns.begin(), patterns.end(), met)) continue;
    const std::string name = w.prefix + "match.path";
    return Finding{.message = name + " fits no route of the vendors" +
                              (w.method.given() ? " with " + w.method.text : std::string()) +
                              did_you_mean(w.path.text, patterns),
                   .param = name};
  }
  return std::nullopt;
}
Objection times_fit(const FaultsClaim& c) {
  return each(c, "times", "must be a number from 1 to 1000000", [](const FaultFields& w) {
    return w.times.given() && !number_in(w.times, 1, limits::kFaultTimesMax);
  });
}
Objection rates_fit(const FaultsClaim& c) {
  return each(c, "rate", "must be a share such as 25% or 0.25", [](const FaultFields& w) {
    return w.rate.given() && (!w.rate.is_scalar() || !parse_rate(w.rate.text));
  });
}
Objection statuses_fit(const FaultsClaim& c) {
  return each(c, "status", "must be a number from 200 to 599", [](const FaultFields& w) {
    return w.status.given() && !number_in(w.status, kStatusMin, kStatusMax);
  });
}
Objection codes_plain(const FaultsClaim& c) {
  return each(c, "code", "must be 1 to 64 letters, digits and _", [](const FaultFields& w) {
    return w.code.given() && !is_word(w.code, limits::kFaultNameLength, "_");
  });
}
Objection texts_fit(const FaultsClaim& c) {
  for (const std::string_view key : {"message", "body", "content_type"}) {
    const auto broken = [&](const FaultFields& w) {
      const Field& text = key == "message" ? w.message : key == "body" ? w.body : w.content_type;
      const std::size_t most = key == "body"      ? limits::kFaultBodyBytes
                               : key == "message" ? limits::kReasonLength
                                                  : kContentTypeLength;
      return text.given() && (!text.is_text() || text.text.size() > most);
    };
    for (const FaultFields& fault : c.faults) {
      if (!broken(fault)) continue;
      const std::string name = fault.prefix + std::string(key);
      return Finding{.message = name +
                                " must be a text, at most 200 bytes of a message, 16384 of "
                                "a body and 100 of a content type",
                     .param = name};
    }
  }
  return std::nullopt;
}
/// A media type and its parameters, which end no line.
bool is_media_type(std::string_view text) {
  const std::string_view type = trim(text.substr(0, text.find(';')));
  const auto slash = type.find('/');
  return slash != std::string_view::npos && slash != 0 && slash + 1 < type.size() &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= ' ' && c <= '~'; });
}

Objection types_fit(const FaultsClaim& c) {
  return each(c, "content_type", "must be a media type such as text/html, of plain characters",
              [](const FaultFields& w) {
                return w.content_type.given() && !is_media_type(w.content_type.text);
              });
}
/// Also an empty one, which is the answer of a server that says nothing.
bool has_body(const FaultFields& fields) { return fields.body.kind == Field::Kind::text; }

/// A name and a value that an answer can carry, and that do not say where it ends.
bool is_header(const std::string& name, const Field& value) {
  constexpr std::string_view kFraming[] = {"content-length", "transfer-encoding", "connection",
                                           "content-type", "date"};
  // What keeps web pages apart stays as it is, too.
  constexpr std::string_view kOfBrowsers[] = {"content-security-policy", "x-content-type-options",
                                              "x-frame-options", "referrer-policy"};
  const Field as_field{Field::Kind::text, name};
  const std::string lower = to_lower(name);
  const bool frames =
      std::find(std::begin(kFraming), std::end(kFraming), lower) != std::end(kFraming) ||
      std::find(std::begin(kOfBrowsers), std::end(kOfBrowsers), lower) != std::end(kOfBrowsers) ||
      lower.starts_with("access-control-") || lower.starts_with("lotusbox-");
  return !frames && is_word(as_field, limits::kFaultNameLength, "-_") && value.is_scalar() &&
         value.text.size() <= limits::kReasonLength &&
         std::all_of(value.text.begin(), value.text.end(),
                     [](char one) { return one >= ' ' && one <= '~'; });
}
Objection headers_fit(const FaultsClaim& c) {
  return each(
      c, "headers",
      "must be a hash of at most 8 headers such as Retry-After, each with a text of at most "
      "200 characters; none that says where the answer ends, or which web page may use it",
      [](const FaultFields& w) {
        if (!w.headers.given() && w.header_list.empty()) return false;
        const auto broken = [](const auto& one) { return !is_header(one.first, one.second); };
        return !w.headers.is_hash() || w.header_list.size() > kHeadersMax ||
               std::any_of(w.header_list.begin(), w.header_list.end(), broken);
      });
}
Objection answers_whole(const FaultsClaim& c) {
  return each(c, "status",
              "is needed for code, message, body, content_type and headers, and a body for a "
              "status below 400; a body takes no code and no message",
              [](const FaultFields& w) {
                const bool worded = w.code.given() || w.message.given();
                const bool says =
                    worded || has_body(w) || w.content_type.given() || !w.header_list.empty();
                if (!w.status.given()) return says;
                const bool good = *parse_integer(w.status.text) < kFirstError;
                return (good && !has_body(w)) || (has_body(w) && worded);
              });
}
Objection latencies_fit(const FaultsClaim& c) {
  return each(c, "latency_ms", "must be a number from 1 to 60000", [](const FaultFields& w) {
    return w.latency_ms.given() && !number_in(w.latency_ms, 1, limits::kFaultLatencyMsMax);
  });
}
Objection drops_boolean(const FaultsClaim& c) {
  return each(c, "drop", "must be true or false", [](const FaultFields& w) {
    return w.drop.given() && w.drop.text != "true" && w.drop.text != "false";
  });
}
Objection truncates_fit(const FaultsClaim& c) {
  return each(c, "truncate", "must be a number of bytes from 0 to 1048576",
              [](const FaultFields& w) {
                return w.truncate.given() && !number_in(w.truncate, 0, limits::kFaultTruncateMax);
              });
}
Objection effects_clear(const FaultsClaim& c) {
  for (const FaultFields& w : c.faults) {
    const int ends =
        int(w.status.given()) + int(is_true(w.drop)) + int(w.truncate.given() && is_true(w.drop));
    const bool none = ends == 0 && !w.truncate.given() && !w.latency_ms.given();
    if (!none && ends <= 1) continue;
    return Finding{.message =
                       "A fault has latency_ms, or one of status and drop, or truncate; "
                       "latency_ms goes with each, truncate with a status",
                   .param = w.prefix + (w.status.given() || none ? "status" : "drop")};
  }
  return std::nullopt;
}

// clang-format off
constexpr RuleRow<FaultsClaim> kRules[] = {
    {{"fault.body_malformed", parameter_invalid, "", assumed, "control plane",
      "The body is readable and holds known settings only"}, body_readable},
    {{"fault.count", parameter_invalid, "faults", assumed, "control plane",
      "A world has at most 32 faults"}, few_enough},
    {{"fault.name", parameter_invalid, "", assumed, "control plane",
      "A name is 1 to 64 letters, digits and - _ ."}, names_plain},
    {{"fault.method", parameter_invalid, "", assumed, "control plane",
      "A method is GET, POST, PUT, PATCH or DELETE"}, methods_known},
    {{"fault.path", parameter_invalid, "", assumed, "control plane",
      "A path is one of the vendors, or a pattern of such"}, paths_readable},
    {{"fault.route", parameter_invalid, "", assumed, "control plane",
      "There is a route whose paths fit the pattern"}, paths_routed},
    {{"fault.times", parameter_invalid_integer, "", assumed, "control plane",
      "A fault strikes 1 to 1000000 times"}, times_fit},
    {{"fault.rate", parameter_invalid, "", assumed, "control plane",
      "A rate is a share from 0 to 1, or percent"}, rates_fit},
    {{"fault.status", parameter_invalid_integer, "", assumed, "control plane",
      "A status is 200 to 599"}, statuses_fit},
    {{"fault.code", parameter_invalid, "", assumed, "control plane",
      "A code is 1 to 64 letters, digits and _"}, codes_plain},
    {{"fault.text", parameter_invalid, "", assumed, "control plane",
      "A message, a body and a content type are texts of limited length"}, texts_fit},
    {{"fault.headers", parameter_invalid, "", assumed, "control plane",
      "Headers are few, short and leave the framing of the answer as it is"}, headers_fit},
    {{"fault.content_type", parameter_invalid, "", assumed, "control plane",
      "A content type is a media type, without control characters"}, types_fit},
    {{"fault.answer", parameter_invalid, "", assumed, "control plane",
      "What an answer says goes with its status"}, answers_whole},
    {{"fault.latency_ms", parameter_invalid_integer, "", assumed, "control plane",
      "A delay is 1 ms to a minute"}, latencies_fit},
    {{"fault.drop", parameter_invalid, "", assumed, "control plane",
      "drop is true or false"}, drops_boolean},
    {{"fault.truncate", parameter_invalid_integer, "", assumed, "control plane",
      "What is sent of a body is 0 bytes to 1 MiB"}, truncates_fit},
    {{"fault.effect", parameter_missing, "", assumed, "control plane",
      "A fault does something, and nothing that contradicts itself"}, effects_clear},
};
// clang-format on

std::uint32_t number_of(const Field& field) {
  return static_cast<std::uint32_t>(*parse_integer(field.text));
}

Fault made(const FaultFields& fields) {
  Fault fault;
  fault.name = fields.name.text;
  fault.method = fields.method.text;
  fault.path = fields.path.text;
  if (fields.times.given()) fault.times = number_of(fields.times);
  if (fields.rate.given()) fault.rate = parse_rate(fields.rate.text);
  if (fields.status.given()) fault.status = static_cast<int>(number_of(fields.status));
  fault.code = fields.code.text;
  fault.message = fields.message.text;
  if (has_body(fields)) fault.body = fields.body.text;
  fault.content_type = fields.content_type.text;
  for (const auto& [name, value] : fields.header_list) fault.headers.emplace_back(name, value.text);
  if (fields.latency_ms.given()) fault.latency_ms = number_of(fields.latency_ms);
  fault.drop = is_true(fields.drop);
  if (fields.truncate.given()) fault.truncate = number_of(fields.truncate);
  return fault;
}

}  // namespace

std::optional<Refusal> refuse_faults(const wire::FaultsClaim& claim) {
  return first_refusal(std::span<const RuleRow<FaultsClaim>>(kRules), claim);
}

Faults made_faults(const wire::FaultsClaim& claim) {
  Faults faults;
  for (const FaultFields& fields : claim.faults) faults.list.push_back(made(fields));
  return faults;
}

std::vector<const Rule*> fault_rule_list() {
  return rules_of(std::span<const RuleRow<FaultsClaim>>(kRules));
}

}  // namespace lotusbox::api

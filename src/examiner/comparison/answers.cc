#include "examiner/comparison/answers.h"

#include <algorithm>
#include <cstdlib>
#include <nlohmann/json.hpp>

#include "base/text.h"

namespace lotusbox::examiner {

namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t kShown = 60;
constexpr std::int64_t kOldest = 1000000000;  // an instant, and no amount: since 2001
constexpr std::int64_t kLatest = 10000000000;

/// Sentences for people: each side words them in its own way.
constexpr std::string_view kSentences[] = {"message", "user_message", "error_message",
                                           "doc_url", "reasonDesc",   "reason_description"};
/// What each account has of its own.
constexpr std::string_view kOfTheAccount[] = {"creditor_name",       "creditor_utility_code",
                                              "creditor_agent_code", "creditor_agent_mmbid",
                                              "creditor_agent_name", "livemode"};

template <class List>
bool is_among(const List& list, std::string_view name) {
  return std::find(std::begin(list), std::end(list), name) != std::end(list);
}

std::string shown(const Json& value) {
  std::string text = value.is_string() ? value.get<std::string>()
                                       : value.dump(-1, ' ', false, Json::error_handler_t::replace);
  if (text.size() > kShown) text = text.substr(0, kShown) + "...";
  return text;
}

std::string type_of(const Json& value) {
  if (value.is_object()) return "hash";
  if (value.is_array()) return "list";
  if (value.is_string()) return "text";
  if (value.is_boolean()) return "true or false";
  if (value.is_null()) return "null";
  return value.is_number_integer() ? "whole number" : "number";
}

class Walk {
 public:
  Walk(Identities& identities, Tolerance tolerance)
      : identities_(identities), tolerance_(tolerance) {}

  void compare(const std::string& place, std::string_view name, const Json& up, const Json& twin) {
    if (up.type() != twin.type() && !(up.is_number_integer() && twin.is_number_integer())) {
      return add("type", place, type_of(up), type_of(twin));
    }
    if (up.is_object()) return objects(place, up, twin);
    if (up.is_array()) return lists(place, name, up, twin);
    if (is_among(kSentences, name) || is_among(kOfTheAccount, name)) return;
    if (up.is_string()) return texts(place, up, twin);
    if (up.is_number_integer()) return numbers(place, up, twin);
    if (up != twin) add("value", place, shown(up), shown(twin));
  }

  void add(std::string kind, std::string place, std::string up, std::string twin) {
    found_.push_back({std::move(kind), std::move(place), std::move(up), std::move(twin), {}});
  }

  [[nodiscard]] std::vector<Difference> take() { return std::move(found_); }

 private:
  static std::string below(const std::string& place, std::string_view name) {
    return place.empty() ? std::string(name) : place + "." + std::string(name);
  }

  void objects(const std::string& place, const Json& up, const Json& twin) {
    std::vector<std::string> ours;
    std::vector<std::string> theirs;
    for (const auto& [name, value] : up.items()) {
      if (!twin.contains(name)) {
        add("key", below(place, name), shown(value), "no such key");
      } else {
        theirs.push_back(name);
      }
    }
    for (const auto& [name, value] : twin.items()) {
      if (!up.contains(name)) {
        add("key", below(place, name), "no such key", shown(value));
      } else {
        ours.push_back(name);
      }
    }
    if (ours != theirs) add("order", place, joined(theirs), joined(ours));
    for (const std::string& name : theirs) compare(below(place, name), name, up[name], twin[name]);
  }

  static std::string joined(const std::vector<std::string>& names) {
    std::string all;
    for (const std::string& name : names) all += (all.empty() ? "" : " ") + name;
    return all;
  }

  void lists(const std::string& place, std::string_view name, const Json& up, const Json& twin) {
    if (up.size() != twin.size()) {
      add("length", place, std::to_string(up.size()), std::to_string(twin.size()));
    }
    for (std::size_t i = 0; i < std::min(up.size(), twin.size()); ++i) {
      compare(below(place, std::to_string(i)), name, up[i], twin[i]);
    }
  }

  void texts(const std::string& place, const Json& up, const Json& twin) {
    const auto left = up.get<std::string>();
    const auto right = twin.get<std::string>();
    if (left == right || identities_.for_twin(left) == right) return;
    const auto learnt = identities_.learn_within(left, right);
    if (!learnt) return add("value", place, shown(up), shown(twin));
    if (*learnt == Identities::Learnt::another) add("identity", place, shown(up), shown(twin));
  }

  void numbers(const std::string& place, const Json& up, const Json& twin) {
    const auto left = up.get<std::int64_t>();
    const auto right = twin.get<std::int64_t>();
    if (left == right) return;
    const auto is_instant = [](std::int64_t n) { return n >= kOldest && n < kLatest; };
    if (!is_instant(left) || !is_instant(right)) {
      return add("value", place, std::to_string(left), std::to_string(right));
    }
    const std::int64_t apart = std::abs(left - right);
    if (apart <= tolerance_.seconds) return;
    add("timing", place, std::to_string(apart) + " s " + (left > right ? "later" : "earlier"),
        "here");
  }

  Identities& identities_;
  Tolerance tolerance_;
  std::vector<Difference> found_;
};

std::string code_of(const Json& body) {
  if (!body.is_object() || !body.contains("error") || !body["error"].is_object()) return "none";
  return body["error"].value("code", "none");
}

}  // namespace

std::vector<Difference> differences_of(const Response& upstream, const Response& twin,
                                       Identities& identities, Tolerance tolerance) {
  Walk walk(identities, tolerance);
  const Json up = Json::parse(upstream.body, nullptr, false);
  const Json here = Json::parse(twin.body, nullptr, false);
  if (upstream.status != twin.status) {
    walk.add("status", "", std::to_string(upstream.status), std::to_string(twin.status));
    if (code_of(up) != code_of(here)) walk.add("code", "error.code", code_of(up), code_of(here));
    return walk.take();  // answers to two questions: their keys have nothing to do with each other
  }
  if (up.is_discarded() || here.is_discarded()) {
    if (up.is_discarded() != here.is_discarded()) {
      walk.add("type", "", up.is_discarded() ? "no JSON" : "JSON",
               here.is_discarded() ? "no JSON" : "JSON");
    }
    return walk.take();
  }
  if (upstream.status >= 400 && code_of(up) != code_of(here)) {
    walk.add("code", "error.code", code_of(up), code_of(here));
    return walk.take();
  }
  walk.compare("", "", up, here);
  return walk.take();
}

}  // namespace lotusbox::examiner

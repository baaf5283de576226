#include "examiner/edges/lint.h"

#include <algorithm>
#include <map>
#include <optional>

#include "base/text.h"
#include "core/values/calendar.h"
#include "core/values/money.h"
#include "scenario/json_value.h"

namespace lotusbox::examiner {

namespace {

using scenario::Block;
using scenario::JsonValue;

constexpr std::string_view kUnit = "amount_unit";
constexpr std::string_view kZone = "date_zone";
constexpr std::string_view kLate = "late_answer";
constexpr std::string_view kShared = "shared_link";

constexpr LintRow kRows[] = {
    {kUnit, "an amount that is a hundredth or a hundredfold of what the mandate allows"},
    {kZone, "a date that is today in UTC and yesterday in India, and instants in UTC"},
    {kLate, "a receiver that was too late with its answer, or dropped the connection"},
    {kShared, "a link that is answered twice, or opened with the mobile number of somebody else"},
};

constexpr std::int64_t kSmall = 10000;           // Rs 100: less is rarely collected
constexpr std::int64_t kUsualMaximum = 1000000;  // of a mandate that says nothing
constexpr std::string_view kAmounts[] = {
    "maximum_amount", "collection_amount", "amount_maximum", "amount_collection",
    "amount",         "maximum",           "collection"};
constexpr std::string_view kDates[] = {"final_collection_date",
                                       "date_final_collection",
                                       "final",
                                       "date_first_collection",
                                       "first",
                                       "date_charge",
                                       "start_date",
                                       "date_of_mandate",
                                       "on"};

template <class List>
bool is_among(const List& list, std::string_view name) {
  return std::find(std::begin(list), std::end(list), name) != std::end(list);
}

/// A name and a value that a block sends, wherever it stands.
struct Sent {
  std::string name, value;
  bool text = true;  ///< a JSON number where it is false
};

void gather(const JsonValue& json, std::vector<Sent>& all) {
  for (const std::string& key : json.keys()) {
    const JsonValue inner = json.member(key);
    if (!inner.keys().empty()) {
      gather(inner, all);
    } else {
      all.push_back({key, inner.text(), inner.is_text()});
    }
  }
}

std::vector<Sent> sent_by(const Block& block) {
  std::vector<Sent> all;
  for (const auto& argument : block.arguments) {
    if (!argument.name.empty()) {
      const bool digits = all_digits(argument.value) && !argument.quoted;
      all.push_back({argument.name, argument.value, !digits});
    }
  }
  std::string body;
  for (const std::string& line : block.body) body += line;
  if (const JsonValue json = JsonValue::parse(body); json.exists()) {
    gather(json, all);
  } else {
    for (const std::string_view pair : split(body, '&')) {
      const auto equals = std::min(pair.find('='), pair.size());
      const auto value = percent_decode(pair.substr(std::min(equals + 1, pair.size())), true);
      if (equals > 0 && value) all.push_back({std::string(pair.substr(0, equals)), *value});
    }
  }
  return all;
}

/// Of `mandate=m1`, `m1`, `{m1}` in a path: the first name of a mandate or source that stands
/// there.
std::string object_of(const Block& block) {
  for (const std::string_view name : {"mandate", "as", "source"}) {
    if (block.find(name) != nullptr) return std::string(block.value(name));
  }
  for (const auto& argument : block.arguments) {
    const auto open = argument.value.find('{');
    if (argument.name.empty() && open != std::string::npos) {
      return argument.value.substr(open + 1, argument.value.find('}') - open - 1);
    }
  }
  return {};
}

bool was_refused(const Block& block) {
  return std::any_of(block.expected.begin(), block.expected.end(), [](const std::string& line) {
    return line.starts_with("refused ") || line.starts_with("rule ");
  });
}

class Linter {
 public:
  void read(const Block& block) {
    move_clock(block);
    const std::vector<Sent> sent = sent_by(block);
    for (const Sent& one : sent) {
      amount(block, one);
      date(block, one);
    }
    receiver(block);
    link(block);
  }

  [[nodiscard]] std::vector<Warning> take() { return std::move(found_); }

 private:
  void warn(const Block& block, std::string_view name, std::string what, std::string why) {
    found_.push_back({block.line, name, std::move(what), std::move(why)});
  }

  void move_clock(const Block& block) {
    if (block.verb == "world") now_ = parse_instant(block.value("at"));
    const bool advances =
        block.verb == "advance" || block.word(1).ends_with("/_mock/clock/advance");
    if (!advances || !now_) return;
    for (const Sent& one : sent_by(block)) {
      const auto seconds = one.name == "seconds" ? parse_integer(one.value) : std::nullopt;
      if (one.name == "by") now_ = plus_duration(*now_, one.value);
      if (one.name == "to") now_ = parse_instant(one.value);
      if (seconds && now_) now_ = *now_ + Seconds(*seconds);
      if (!now_) return;
    }
  }

  /// What is sent is compared with what the object allowed before.
  void amount(const Block& block, const Sent& one) {
    if (!is_among(kAmounts, one.name)) return;
    const bool of_amend = one.name == "maximum_amount" || one.name == "collection_amount";
    const auto paise = of_amend && one.text ? parse_amount(one.value) : parse_paise(one.value);
    if (!paise) return;
    const std::string object = object_of(block);
    const bool makes = block.verb == "mandate" || block.verb == "source" ||
                       block.word(1) == "/_mock/mandates" || block.word(1) == "/v1/sources";
    const auto known = allowed_.find(object);
    const std::int64_t before = known == allowed_.end() ? kUsualMaximum : known->second;
    const std::int64_t count = paise->count();
    if (makes) allowed_[object] = count;
    const std::string said = one.name + " is " + format_rupees(*paise);
    if (!makes && count * 100 == before) {
      warn(block, kUnit, said,
           "a hundredth of " + format_rupees(Paise(before)) + unit_of(of_amend));
    } else if (!makes && count == before * 100) {
      warn(block, kUnit, said,
           "a hundredfold of " + format_rupees(Paise(before)) +
               ": digits with decimals are rupees, so paise do not belong there");
    } else if (count < kSmall && count % 100 == 0 && count > 0) {
      warn(block, kUnit, said, "rarely is so little meant" + unit_of(of_amend));
    }
  }

  static std::string unit_of(bool of_amend) {
    return of_amend ? ": digits alone are paise; write decimals, such as \"5000.00\", for rupees"
                    : ": the API takes paise, so Rs 5000 are 500000";
  }

  void date(const Block& block, const Sent& one) {
    if (is_among(kDates, one.name) && now_) {
      const CivilDate today = ist_date(*now_);
      const auto day = parse_date(one.value);
      const CivilDate in_utc = CivilDate::from_day_number(unix_seconds(*now_) / 86400);
      if (day && *day == in_utc && in_utc < today) {
        warn(block, kZone, one.name + " is " + one.value,
             "today in UTC, but in India it is " + format_date(today) +
                 " already: dates of mandates are days in India");
      }
    }
    const bool instant = one.value.size() > 10 && one.value[10] == 'T' && one.value.ends_with('Z');
    if (instant && is_among(kDates, one.name)) {
      warn(block, kZone, one.name + " is " + one.value,
           "an instant in UTC, where a day in India is meant, such as 2026-01-31");
    }
  }

  void receiver(const Block& block) {
    if (block.verb != "receiver") return;
    const auto answers = split(block.value("answers"), ',');
    if (!is_among(answers, "-1")) return;
    warn(block, kLate, "the receiver gave no answer to a delivery",
         "after 15 seconds it is sent again, and the work may be done twice: answer 200 first, "
         "work afterwards, and remember the ids of events");
  }

  void link(const Block& block) {
    const bool answers =
        block.verb == "authorise" ||
        (block.verb == "http" && block.word(0) == "POST" &&
         (block.word(1).ends_with("/_mock/authorise") || block.word(1).starts_with("{l")));
    const bool refused = was_refused(block);
    if (refused &&
        std::any_of(block.expected.begin(), block.expected.end(), [](const std::string& line) {
          return line.find("link.mobile") != std::string::npos;
        })) {
      warn(block, kShared, "the link was opened with another mobile number",
           "it was made for one debtor: did somebody else get it?");
    }
    if (!answers) {
      answered_.erase(std::string(block.value("link")));  // a name that stands for another now
      return;
    }
    std::string name(block.value("link"));
    for (const Sent& one : sent_by(block)) {
      if (one.name == "link" && one.value.starts_with('{')) {
        name = one.value.substr(1, one.value.find('}') - 1);
      }
    }
    if (name.empty() && block.word(1).starts_with("{l")) {
      name = std::string(block.word(1).substr(1, block.word(1).find('}') - 1));
    }
    const bool decides = block.value("outcome") != "abandoned" && !name.empty();
    if (!decides) return;
    const auto [first, added] = answered_.emplace(name, block.line);
    if (added) return;
    warn(block, kShared,
         "the link " + name + " is answered again, as in line " + std::to_string(first->second),
         "a link can be used once and belongs to one customer: make a request, and with it a "
         "link, for each");
  }

  std::optional<Instant> now_;
  std::map<std::string, std::int64_t> allowed_;
  std::map<std::string, int> answered_;
  std::vector<Warning> found_;
};

}  // namespace

std::vector<LintRow> lint_rows() { return {std::begin(kRows), std::end(kRows)}; }

std::vector<Warning> lint(const scenario::Script& script) {
  Linter linter;
  for (const Block& block : script.blocks) linter.read(block);
  return linter.take();
}

}  // namespace lotusbox::examiner

#include "sandbox/kept_journal.h"

#include <optional>

#include "base/text.h"
#include "core/model/words.h"
#include "sandbox/drivers.h"
#include "sandbox/shared_data.h"
#include "scenario/json_value.h"
#include "scenario/recording.h"
#include "store/begins_anew.h"
#include "store/data_url.h"
#include "wire/body.h"

namespace lotusbox {

namespace {

using scenario::JsonValue;

int verdict_of(const ReportDelivery& report) {
  constexpr int kNothing = -1;
  return report.verdict == Verdict::answered ? report.http_status : kNothing;
}

/// What tells to where a world delivers.
bool sets_webhook(const scenario::RecordedCall& call) {
  return call.good && call.request.method == "PUT" && call.request.path() == "/_mock/webhook";
}

/// Gathers the entries of one world.
class Gathering {
 public:
  Gathering(scenario::Recording& recording, const JournalOrigin& origin)
      : recording_(recording), origin_(origin) {}

  void add(const JournalEntry& entry) {
    if (recording_.key.empty()) recording_.key = entry.world;
    if (entry.kind == JournalEntry::Kind::verdict) {
      // It belongs to the newest webhook: what was due before is a rare mix-up, and changes no
      // event.
      auto& verdicts = newest_ ? recording_.calls[*newest_].verdicts : recording_.verdicts;
      return verdicts.push_back(verdict_of(entry.report));
    }
    if (entry.kind != JournalEntry::Kind::call) return;
    if (store::begins_anew(entry)) return begin_anew(entry);
    recording_.calls.push_back({entry.request, entry.now, entry.rule.empty(), {}});
    if (sets_webhook(recording_.calls.back())) newest_ = recording_.calls.size() - 1;
  }

 private:
  /// A reset begins the world anew, with another time, profile or seed when it names them.
  void begin_anew(const JournalEntry& entry) {
    recording_.calls.clear();
    recording_.verdicts.clear();
    newest_.reset();
    recording_.start = entry.now;
    const wire::Body options = wire::Body::read(
        find_header(entry.request.headers, "Content-Type").value_or(""), entry.request.body);
    const Field& profile = options.field("profile");
    recording_.profile = profile.given() ? profile.text : origin_.profile;
    const auto seed = parse_integer(options.field("seed").text);
    recording_.seed = seed ? static_cast<std::uint64_t>(*seed) : origin_.seed;
  }

  scenario::Recording& recording_;
  const JournalOrigin& origin_;
  std::optional<std::size_t> newest_;  ///< the call that set the webhook
};

}  // namespace

Result<std::string, std::string> write_session(const Journal& journal, const JournalOrigin& origin,
                                               const std::string& key,
                                               const std::function<bool()>& stop) {
  scenario::Recording recording;
  recording.seed = origin.seed;
  recording.start = origin.start;
  recording.profile = origin.profile;
  recording.has_webhook = !origin.webhook_url.empty();
  const JsonValue fixtures = JsonValue::parse(origin.fixtures_json);
  if (const JsonValue profiles = fixtures.at("nach_profiles"); profiles.exists()) {
    recording.profiles = "{\"nach_profiles\":" + profiles.json() + "}";
  }
  for (const JsonValue& mandate : fixtures.at("mandates").items()) {
    recording.fixtures.push_back(mandate.json());
  }
  Gathering gathering(recording, origin);
  auto problem = journal.visit_world(
      key, [&](std::uint64_t, const JournalEntry& entry) { gathering.add(entry); });
  if (problem) return failure(std::move(*problem));
  if (recording.key.empty()) recording.key = key;
  auto box = Sandbox::make({});
  if (!box) return failure(box.take_error());
  InProcessDriver driver(*box.value());
  const auto script = scenario::script_of(recording, driver, stop);
  if (!script) return failure(std::string("The caller has gone"));
  return scenario::print_script(*script);
}

bool KeptJournal::exists(const std::string& path) {
  return !path.empty() && store::SqliteJournal::exists(path);
}

Result<std::vector<std::string>, std::string> KeptJournal::worlds(const std::string& path) {
  if (store::is_postgres_url(path)) {
    auto keys = worlds_of_shared(path);
    if (!keys) return failure(store::shown_url(path) + ": " + keys.error());
    return keys;
  }
  auto opened = store::SqliteJournal::open_to_read(path);
  if (!opened) return failure(opened.take_error());
  return opened.value()->worlds();
}

Result<std::string, std::string> KeptJournal::write_scenario(const std::string& path,
                                                             const std::string& key) {
  if (store::is_postgres_url(path)) {
    auto script = script_of_shared(path, key);
    if (!script) return failure(store::shown_url(path) + ": " + script.error());
    return script;
  }
  auto opened = store::SqliteJournal::open_to_read(path);
  if (!opened) return failure(opened.take_error());
  return write_session(*opened.value(), opened.value()->origin(), key);
}

}  // namespace lotusbox

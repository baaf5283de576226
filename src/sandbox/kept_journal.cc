#include "sandbox/kept_journal.h"

#include <algorithm>

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

/// A reset begins the world anew, with another time, profile or seed when it names them.
void begin_anew(scenario::Recording& recording, const JournalOrigin& origin,
                const JournalEntry& entry) {
  recording.calls.clear();
  recording.verdicts.clear();
  recording.start = entry.now;
  const wire::Body options = wire::Body::read(
      find_header(entry.request.headers, "Content-Type").value_or(""), entry.request.body);
  const Field& profile = options.field("profile");
  recording.profile = profile.given() ? profile.text : origin.profile;
  const auto seed = parse_integer(options.field("seed").text);
  recording.seed = seed ? static_cast<std::uint64_t>(*seed) : origin.seed;
}

/// What tells to where a world delivers.
bool sets_webhook(const scenario::RecordedCall& call) {
  return call.good && call.request.method == "PUT" && call.request.path() == "/_mock/webhook";
}

void add(scenario::Recording& recording, const JournalOrigin& origin, const JournalEntry& entry) {
  if (recording.key.empty()) recording.key = entry.world;
  if (entry.kind == JournalEntry::Kind::verdict) {
    // It belongs to the newest webhook: what was due before is a rare mix-up, and changes no event.
    const auto newest =
        std::find_if(recording.calls.rbegin(), recording.calls.rend(), sets_webhook);
    auto& verdicts = newest == recording.calls.rend() ? recording.verdicts : newest->verdicts;
    verdicts.push_back(verdict_of(entry.report));
    return;
  }
  if (entry.kind != JournalEntry::Kind::call) return;
  if (store::begins_anew(entry)) return begin_anew(recording, origin, entry);
  recording.calls.push_back({entry.request, entry.now, entry.rule.empty(), {}});
}

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
  auto problem = journal.visit_world(
      key, [&](std::uint64_t, const JournalEntry& entry) { add(recording, origin, entry); });
  if (problem) return failure(std::move(*problem));
  if (recording.key.empty()) recording.key = key;
  auto box = Sandbox::make({});
  if (!box) return failure(box.take_error());
  InProcessDriver driver(*box.value());
  const auto script = scenario::script_of(recording, driver, stop);
  if (!script) return failure(std::string("The caller has gone"));
  return scenario::print_script(*script);
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

// The door to a database.
#include <utility>

#include "net/url.h"
#include "sandbox/kept_journal.h"
#include "sandbox/options.h"
#include "sandbox/shared_replay.h"
#include "sandbox/shared_worlds.h"

namespace lotusbox {

namespace {

constexpr std::int64_t kProgressEvery = 10;  // worlds

using store::PostgresJournal;

}  // namespace

Result<std::optional<JournalOrigin>, std::string> find_shared(const std::string& url) {
  return PostgresJournal::find(url);
}

Result<std::unique_ptr<SharedData>, std::string> open_shared(const std::string& url,
                                                             const JournalOrigin& begin_with) {
  auto journal = PostgresJournal::open(url, begin_with);
  if (!journal) return failure(journal.take_error());
  return std::unique_ptr<SharedData>(std::make_unique<SharedWorlds>(std::move(*journal)));
}

Result<ReplayReport, std::string> replay_shared(const std::string& url, const EngineOptions& engine,
                                                const api::Ports& ports,
                                                const ReplayProgress& progress) {
  auto journal = PostgresJournal::open(url, std::nullopt);
  if (!journal) return failure(journal.take_error());
  const auto worlds = (*journal)->worlds();
  if (!worlds) return failure(worlds.error());
  ReplayReport sum;
  for (const std::string& key : *worlds) {
    SharedReplay replay(**journal, engine, ports);
    const auto back = replay.bring_back(key);
    if (!back) return failure(back.error());
    sum.calls += replay.report().calls;
    sum.verdicts += replay.report().verdicts;
    sum.difference = replay.report().difference;
    ++sum.worlds;
    if (sum.difference) return sum;
    const auto total = static_cast<std::int64_t>(worlds->size());
    if (progress && (sum.worlds % kProgressEvery == 0 || sum.worlds == total)) {
      progress(sum.worlds, total);
    }
  }
  return sum;
}

Result<std::vector<std::string>, std::string> worlds_of_shared(const std::string& url) {
  auto journal = PostgresJournal::open(url, std::nullopt);
  if (!journal) return failure(journal.take_error());
  return (*journal)->worlds();
}

Result<std::string, std::string> script_of_shared(const std::string& url, const std::string& key) {
  auto journal = PostgresJournal::open(url, std::nullopt);
  if (!journal) return failure(journal.take_error());
  return write_session(**journal, (*journal)->origin(), key);
}

}  // namespace lotusbox

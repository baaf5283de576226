// How a sandbox is made: from its options alone, with what a file of a journal tells, or as one of
// several that share a journal.
#include <utility>

#include "api/rules/sets.h"
#include "net/url.h"
#include "sandbox/kept_journal.h"
#include "sandbox/options.h"
#include "sandbox/parts.h"
#include "store/data_url.h"
#include "store/memory_journal.h"
#include "wire/reference.h"

namespace lotusbox {

namespace {

// Where worlds deliver whose deliveries never leave the process.
constexpr std::string_view kInProcessUrl = "http://localhost/in-process";

store::Durability durability_of(const SandboxOptions& options) {
  return options.durability == "full" ? store::Durability::full : store::Durability::normal;
}

}  // namespace

Result<std::unique_ptr<Sandbox>, std::string> Sandbox::make(SandboxOptions options) {
  using store::SqliteJournal;
  if (store::is_postgres_url(options.data)) return Parts::make_shared(std::move(options));
  const std::string data = options.data;
  const bool goes_on = !data.empty() && SqliteJournal::exists(data);
  std::unique_ptr<SqliteJournal> file;
  if (goes_on) {
    auto opened = SqliteJournal::open(data, durability_of(options));
    if (!opened) return failure("--data " + opened.take_error());
    file = std::move(opened.value());
    std::string problem = go_on_from(file->origin(), options);
    if (problem.empty()) problem = file->write_mark().value_or("");
    if (!problem.empty()) return failure("--data " + data + ": " + problem);
  }
  auto box = goes_on ? Parts::live_on(*file, options) : assemble(std::move(options));
  if (!box) return box;
  Parts& parts = *box.value()->parts_;
  if (!goes_on && !data.empty()) {
    auto begun = SqliteJournal::begin(data, durability_of(parts.options), origin_of(parts.options));
    if (!begun) return failure("--data " + begun.take_error());
    file = std::move(begun.value());
  }
  parts.keep_journal(std::move(file));
  return box;
}

Result<std::unique_ptr<Sandbox>, std::string> Sandbox::Parts::live_on(store::SqliteJournal& file,
                                                                      SandboxOptions options) {
  if (options.stop_replay) {
    // Who has said stop once means it, however often the file is replayed.
    options.stop_replay = [ask = options.stop_replay, stopped = std::make_shared<bool>(false)] {
      return *stopped = *stopped || ask();
    };
  }
  for (bool compact = file.begin_compaction();; compact = false) {
    auto box = assemble(options);
    if (!box) return box;
    auto report = box.value()->parts_->replay_journal(file);
    const bool good = report.ok() && !report->difference;
    if (compact && file.end_compaction(good) && good) return box;
    // What was taken out was needed after all, or could not be taken out for good.
    if (compact) continue;
    if (good) return box;
    const std::string data = "--data " + options.data;
    if (!report) return failure(data + ": " + report.take_error());
    return failure(data + " does not replay: " + *report->difference);
  }
}

Result<std::unique_ptr<Sandbox>, std::string> Sandbox::assemble(SandboxOptions options) {
  if (options.on_webhook && options.webhook_url.empty()) options.webhook_url = kInProcessUrl;
  // Named here, so that the rules of the core alone are not numbered for nothing.
  EngineOptions engine{.rules = &api::rule_sets(), .access = &api::kAccessRules};
  engine.reference = std::make_shared<const Reference>(wire::built_in_reference());
  if (std::string problem = read_options(options, engine); !problem.empty()) {
    return failure(std::move(problem));
  }
  const auto replay_state = std::make_shared<ReplayState>();
  engine.wall_ms = [replay_state] { return wall_time(*replay_state); };
  api::Ports ports;
  ports.public_url = options.public_url;
  ports.version = version();
  ports.delivery_body = [](const World& world, DeliveryId id, std::string_view event) {
    const std::uint16_t attempts = world.deliveries[id.index].attempts;
    const std::uint16_t before = attempts == 0 ? 0 : static_cast<std::uint16_t>(attempts - 1);
    return webhook::body_of(world, id, before, event);
  };
  ports.web = {options.allowed_hosts, options.allowed_origins, options.public_url};
  auto parts = std::make_unique<Parts>(std::move(engine), std::move(options), std::move(ports));
  parts->replay_state = replay_state;
  parts->server.ports().replays = [state = replay_state.get()] { return state->on; };
  if (!parts->options.webhook_url.empty()) {
    const auto problem = parts->target_problem(parts->options.webhook_url);
    if (!problem.empty()) return failure("--webhook-url: " + problem);
  }
  const auto problem =
      net::problem_with({parts->options.webhook_ca, parts->options.webhook_insecure});
  if (!problem.empty()) return failure("--webhook-ca " + problem);
  return std::unique_ptr<Sandbox>(new Sandbox(std::move(parts)));
}

void Sandbox::Parts::keep_journal(std::unique_ptr<store::SqliteJournal> file) {
  if (file) {
    journal = std::move(file);
  } else {
    journal = std::make_unique<store::MemoryJournal>();
  }
  write_to(*journal);
}

void Sandbox::Parts::write_to(Journal& kept) {
  engine.close_list(options.only_keys);
  kept.on_write = [this](std::chrono::nanoseconds took) { metrics.journal.add(took); };
  engine.write_to(&kept);
}

Result<std::unique_ptr<Sandbox>, std::string> Sandbox::Parts::make_shared(SandboxOptions options) {
  const auto fail = [&options](const std::string& problem) {
    return failure("--data " + store::shown_url(options.data) + ": " + problem);
  };
  auto found = find_shared(options.data);
  if (!found) return fail(found.error());
  // Another server may begin the journal between the look and the beginning: then it is looked at
  // again, and found.
  for (std::optional<JournalOrigin> origin = std::move(*found);;) {
    SandboxOptions wanted = options;
    if (origin) {
      if (auto problem = go_on_from(*origin, wanted); !problem.empty()) return fail(problem);
    }
    auto box = assemble(std::move(wanted));
    if (!box) return box;
    Parts& parts = *box.value()->parts_;
    const JournalOrigin ours = origin.value_or(origin_of(parts.options));
    auto data = open_shared(options.data, ours);
    if (!data) return fail(data.error());
    if (data.value()->origin() != ours) {
      origin = data.value()->origin();
      continue;
    }
    if (auto problem = parts.share(std::move(*data)); !problem.empty()) return fail(problem);
    return box;
  }
}

std::string Sandbox::Parts::share(std::unique_ptr<SharedData> data) {
  shared = std::move(data);
  write_to(shared->journal());
  engine.ask_first(shared.get());
  dispatcher.keep = [this] { return shared->keep(); };
  dispatcher.note = [this] { static_cast<void>(engine.journal()->flush()); };
  return shared->start({engine, server, dispatcher, options}).value_or("");
}

Result<ReplayReport, std::string> KeptJournal::verify(const std::string& path,
                                                      const ReplayProgress& progress) {
  const bool shared = store::is_postgres_url(path);
  const auto fail = [&path](const std::string& problem) {
    return failure(store::shown_url(path) + ": " + problem);
  };
  std::unique_ptr<store::SqliteJournal> file;
  JournalOrigin origin;
  if (shared) {
    const auto found = find_shared(path);
    if (!found) return fail(found.error());
    if (!*found) return fail("there is no journal of lotusbox in this database");
    origin = **found;
  } else {
    auto opened = store::SqliteJournal::open_to_read(path);
    if (!opened) return failure(opened.take_error());
    file = std::move(*opened);
    origin = file->origin();
  }
  SandboxOptions options;
  go_on_from(origin, options);
  options.on_replay = progress;
  // Nothing is delivered from here: the target is not asked whether it is allowed.
  if (const auto target = net::parse_http_url(options.webhook_url); target.ok()) {
    options.webhook_hosts.push_back(target->host);
  }
  auto box = Sandbox::assemble(std::move(options));
  if (!box) return fail(box.error());
  Sandbox::Parts& parts = *box.value()->parts_;
  if (!shared) return parts.replay_journal(*file);
  auto report = replay_shared(path, parts.engine.options(), parts.server.ports(), progress);
  return report ? std::move(report) : fail(report.error());
}

}  // namespace lotusbox

#include "sandbox/examining.h"

#include <atomic>

#include "examiner/receiver/life.h"
#include "examiner/verdict_reports.h"
#include "sandbox/drivers.h"
#include "sandbox/internals.h"
#include "sandbox/webhook_targets.h"

namespace lotusbox {

namespace {

bool is_vendors(std::string_view path) {
  return path.starts_with("/v1/") || path.starts_with("/api/");
}

void slow_down(Sandbox& box, int latency_ms) {
  const std::string body = R"({"name":"slow","latency_ms":)" + std::to_string(latency_ms) + "}";
  box.handle(latency_ms == 0 ? make_request("DELETE", "/_mock/faults")
                             : make_request("PUT", "/_mock/faults", body));
}

}  // namespace

Result<examiner::Report, std::string> examine_receiver(const ExamineOptions& options) {
  SandboxOptions of_world;
  of_world.on_webhook = [](const WebhookDelivery&) { return 200; };
  auto box = Sandbox::make(of_world);
  if (!box) return failure(box.take_error());
  std::atomic<std::size_t> calls = 0;
  SandboxInternals::on_call(*box.value(), [&calls](const api::CallLine& line) {
    if (is_vendors(line.path)) ++calls;
  });
  InProcessDriver driver(*box.value());
  const scenario::Script script = examiner::life_script();
  auto story = examiner::live(script, driver);
  if (!story) return failure("the life went wrong: " + story.take_error());
  const auto forked = box.value()->fork(examiner::world_key(script, driver), kExampleKey);
  if (!forked) return failure("the world cannot be copied: " + forked.error());
  const auto port = box.value()->listen("localhost", options.port);
  if (!port) return failure(std::string(port.error()));
  const std::string url = "http://127.0.0.1:" + std::to_string(port.value());
  if (options.world_listens) options.world_listens(url);
  ReceiverLine line(options.line);
  examiner::WorldDoor door;
  door.calls = [&calls] { return calls.load(); };
  door.slow_down = [&box](int latency_ms) { slow_down(*box.value(), latency_ms); };
  examiner::Bench bench(line, story.value(), options.setting, std::move(door));
  examiner::Report report = examiner::examine(bench, options.choice, options.progress);
  report.subject = options.line.url;
  report.facts = {{"world", url + " for LOTUSPAY_BASE_URL, key " + std::string(kExampleKey)}};
  box.value()->stop();
  return report;
}

Result<std::string, std::string> examine_wanted(const api::ExamineWanted& wanted,
                                                const std::vector<std::string>& webhook_hosts,
                                                const std::function<bool()>& stop) {
  ExamineOptions options;
  options.line = {.url = wanted.url, .probe_url = wanted.probe, .reset_url = wanted.reset};
  options.line.timeout = std::chrono::milliseconds(wanted.timeout_ms);
  options.line.stop = stop;
  options.line.gate = [&](const std::string& host, const std::string& address) {
    return address_problem(host, address, webhook_hosts);
  };
  options.setting = {.key = wanted.key,
                     .next_key = wanted.next_key,
                     .pointer = wanted.pointer,
                     .seed = wanted.seed};
  options.setting.deadline = options.line.timeout;
  options.setting.knows_world = wanted.port != 0;
  options.choice = {wanted.only, wanted.skip};
  options.port = wanted.port;
  auto report = examine_receiver(options);
  if (!report) return failure(report.take_error());
  return examiner::json_report(report.value());
}

}  // namespace lotusbox

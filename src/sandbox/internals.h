// What this program itself reaches behind a Sandbox: the server's log, the tests and the
// benchmarks. Not installed, and no part of what an embedder may build on.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "api/server.h"
#include "engine/engine.h"
#include "sandbox/doorway.h"
#include "sandbox/sandbox.h"
#include "webhook/dispatcher.h"

namespace lotusbox {

struct SandboxInternals {
  static Engine& engine(Sandbox& sandbox);
  /// In place of `listen`, where the port was opened before there was a sandbox.
  static Result<int, std::string> move_in(Sandbox& sandbox, std::unique_ptr<Doorway> at);
  /// Both are set before the first request.
  static void on_call(Sandbox& sandbox, std::function<void(const api::CallLine&)> told);
  static void on_delivery(Sandbox& sandbox, std::function<void(const webhook::DeliveryLine&)> told);
};

}  // namespace lotusbox

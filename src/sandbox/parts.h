// What a sandbox is put together from. Only the sources of this floor include this.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "api/server.h"
#include "sandbox/doorway.h"
#include "sandbox/journal_replay.h"
#include "sandbox/sandbox.h"
#include "sandbox/senders.h"
#include "sandbox/shared_data.h"
#include "sandbox/webhook_targets.h"

namespace lotusbox {

struct Sandbox::Parts {
  Parts(EngineOptions engine_options, SandboxOptions given, api::Ports ports)
      : options(std::move(given)),
        engine(std::move(engine_options)),
        sockets({options.webhook_ca, options.webhook_insecure},
                [this](const std::string& host, const std::string& address) {
                  return address_problem(host, address, options.webhook_hosts);
                }),
        callback(options.on_webhook),
        dispatcher(engine, sender(), [this] { return base_url(); }),
        server(engine, std::move(ports)) {
    // Who takes deliveries in the process gets them on the thread that caused them.
    if (options.on_webhook) dispatcher.use_thread(false);
  }

  webhook::Sender& sender() {
    return options.on_webhook ? static_cast<webhook::Sender&>(callback) : sockets;
  }

  [[nodiscard]] std::string base_url() const {
    return options.public_url.empty() ? server_url : options.public_url;
  }
  [[nodiscard]] std::string target_problem(std::string_view url) const {
    return lotusbox::target_problem(url, options.webhook_hosts);
  }

  Result<ReplayReport, std::string> replay_journal(const store::SqliteJournal& file) {
    return lotusbox::replay_journal(file, engine, server, *replay_state, options.on_replay,
                                    options.stop_replay);
  }
  Response refuse(const net::Refusal& refusal, const Request& request) {
    return server.refuse({refusal.status, refusal.code, refusal.message}, request);
  }
  /// A box with all that the journal tells; what no world came to be by is taken out of the file.
  static Result<std::unique_ptr<Sandbox>, std::string> live_on(store::SqliteJournal& file,
                                                               SandboxOptions options);
  /// Brings worlds up to date that nobody is busy with.
  void see_to(const std::vector<std::shared_ptr<WorldSlot>>& slots) {
    for (const auto& slot : slots) {
      if (auto session = engine.try_lock(slot)) session->end();
    }
  }
  /// Serves at the port of a doorway, and returns it.
  Result<int, std::string> move_in(std::unique_ptr<Doorway> at);
  /// From here on what happens is written down; in memory when there is no file.
  void keep_journal(std::unique_ptr<store::SqliteJournal> file);
  /// The same where several servers share a journal; says what is in the way.
  std::string share(std::unique_ptr<SharedData> data);
  static Result<std::unique_ptr<Sandbox>, std::string> make_shared(SandboxOptions options);
  void write_to(Journal& kept);
  /// The journal, wherever it is.
  [[nodiscard]] const Journal& kept() const { return *engine.journal(); }

  SandboxOptions options;
  std::string server_url = "http://127.0.0.1:5688";
  std::shared_ptr<ReplayState> replay_state;
  api::Metrics metrics;
  std::unique_ptr<Journal> journal;    ///< before the engine, which writes to it until it ends
  std::unique_ptr<SharedData> shared;  ///< in its place where several servers share it
  Engine engine;
  SocketSender sockets;
  CallbackSender callback;
  webhook::Dispatcher dispatcher;
  api::Server server;
  std::function<void(const api::CallLine&)> on_call;
  std::function<void(const webhook::DeliveryLine&)> on_delivery;
  std::unique_ptr<Doorway> doorway;
};

}  // namespace lotusbox

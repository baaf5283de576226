// The options that describe a sandbox, the same for every subcommand that runs one, and how they
// become a sandbox.
#pragma once

#include <memory>
#include <string>

#include "base/result.h"
#include "cli/arguments.h"
#include "sandbox/sandbox.h"

namespace lotusbox::cli {

struct SandboxFlags {
  std::string host = "localhost";
  std::string at;
  std::string fixtures;
  std::string memory_max = "4G";
  bool demo = false;
  SandboxOptions sandbox;
};

struct Problem {
  std::string text;
  int exit_code = 0;
};

void add_sandbox_flags(Command& command, SandboxFlags& flags);

/// A sandbox as the flags want it, which does not listen yet.
Result<std::unique_ptr<Sandbox>, Problem> make_sandbox(SandboxFlags flags);

/// The key of webhooks; when none was given, the one that the world of this key will invent.
std::string webhook_key_of(Sandbox& sandbox, std::string_view key);

/// `http://127.0.0.1:5688`: how callers on this machine reach it.
std::string local_url(const std::string& host, int port);

}  // namespace lotusbox::cli

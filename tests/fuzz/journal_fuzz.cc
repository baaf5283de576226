// Journals that were damaged. A journal of a short life is written once; each input changes rows
// and bytes of a copy: `row column kind value…`, see `Damage`. Such a file may be refused or still
// replay, but nothing that is done with it may end the process.
#include <sqlite3.h>
#include <unistd.h>

#include <array>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include "base/check.h"
#include "fuzz/entrance.h"
#include "sandbox/kept_journal.h"
#include "sandbox/sandbox.h"

namespace {

using namespace lotusbox;

constexpr std::array<const char*, 16> kColumns = {
    "kind", "world",  "source", "wall_ms", "now",    "method",   "target",  "headers",
    "body", "number", "status", "rule",    "digest", "delivery", "verdict", "took_ms"};

/// One change to the file: a number, a text or nothing in one column of one row, or a byte.
struct Damage {
  static constexpr std::size_t kSize = 11;
  std::uint8_t row, column, kind;
  std::int64_t value;

  static Damage read(const std::uint8_t* data) {
    Damage damage{data[0], data[1], data[2], 0};
    std::memcpy(&damage.value, data + 3, sizeof damage.value);
    return damage;
  }
};

std::string folder() {
  static const std::string path = [] {
    std::string name = (std::filesystem::temp_directory_path() / "journal_fuzz_XXXXXX").string();
    LOTUSBOX_CHECK(mkdtemp(name.data()) != nullptr, "a folder for damaged journals");
    return name;
  }();
  return path;
}

SandboxOptions kept_in(const std::string& file) {
  SandboxOptions options;
  options.data = file;
  options.webhook_url = "http://127.0.0.1:1/hook";
  options.on_webhook = [](const WebhookDelivery& delivery) {
    return delivery.attempt > 1 ? 200 : 500;
  };
  return options;
}

/// The bytes of a journal with a reset, a fork, a drop, deliveries and a refusal in it.
const std::string& sound_journal() {
  static const std::string bytes = [] {
    const std::string file = folder() + "/sound.db";
    {
      auto made = Sandbox::make(kept_in(file));
      LOTUSBOX_CHECK(made.ok(), "a sandbox that keeps a journal");
      Sandbox& box = **made;
      constexpr std::pair<std::string_view, std::string_view> kCalls[] = {
          {"/v1/customers", R"({"name":"RAVI"})"},
          {"/_mock/reset", ""},
          {"/_mock/mandates", R"({"amount_maximum":500000})"},
          {"/v1/customers", R"({"name":"ASHA"})"},
          {"/_mock/clock/advance", R"({"by":"P1D"})"},
          {"/_mock/snapshots", R"({"name":"one"})"},
          {"/v1/sources", "{"},
          {"/_mock/fork", R"({"to":"sk_test_copy"})"},
          {"/_mock/snapshots/one/restore", ""}};
      for (const auto& [target, body] : kCalls) box.handle(make_request("POST", target, body));
      box.handle(make_request("DELETE", "/_mock/world", "", "sk_test_copy"));
    }
    std::ifstream in(file, std::ios::binary);
    return std::string((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
  }();
  return bytes;
}

void change_row(sqlite3* database, const Damage& damage) {
  const std::string sql = "UPDATE entries SET " +
                          std::string(kColumns[damage.column % kColumns.size()]) +
                          " = ?1 WHERE line = 1 + ?2 % (SELECT max(line) FROM entries)";
  sqlite3_stmt* statement = nullptr;
  if (sqlite3_prepare_v2(database, sql.c_str(), -1, &statement, nullptr) != SQLITE_OK) return;
  switch (damage.kind % 4) {
    case 0: sqlite3_bind_int64(statement, 1, damage.value); break;
    case 1: sqlite3_bind_int64(statement, 1, damage.value % 256); break;
    case 2:
      sqlite3_bind_text(statement, 1, reinterpret_cast<const char*>(&damage.value),
                        sizeof damage.value, SQLITE_TRANSIENT);
      break;
    default: sqlite3_bind_null(statement, 1); break;
  }
  sqlite3_bind_int(statement, 2, damage.row);
  sqlite3_step(statement);
  sqlite3_finalize(statement);
}

void write_damaged(const std::string& file, const std::uint8_t* data, std::size_t size) {
  std::string bytes = sound_journal();
  const std::size_t count = size / Damage::kSize;
  for (std::size_t i = 0; i < count; ++i) {
    const Damage damage = Damage::read(data + i * Damage::kSize);
    if (damage.kind < 128) continue;
    const auto index = static_cast<std::uint64_t>(damage.value) % bytes.size();
    bytes[index] = static_cast<char>(damage.row ^ damage.column);
  }
  std::ofstream(file, std::ios::binary) << bytes;
  sqlite3* database = nullptr;
  if (sqlite3_open(file.c_str(), &database) == SQLITE_OK) {
    for (std::size_t i = 0; i < count; ++i) {
      const Damage damage = Damage::read(data + i * Damage::kSize);
      if (damage.kind < 128) change_row(database, damage);
    }
  }
  sqlite3_close(database);
}

void use(const std::string& file) {
  static_cast<void>(KeptJournal::verify(file, {}));
  if (const auto worlds = KeptJournal::worlds(file)) {
    for (const std::string& world : worlds.value()) {
      static_cast<void>(KeptJournal::write_scenario(file, world));
    }
  }
  auto made = Sandbox::make(kept_in(file));
  if (!made.ok()) {
    LOTUSBOX_CHECK(!made.error().empty(), "a refusal says nothing");
    return;
  }
  for (const std::string_view path : {"/_mock/events", "/_mock/deliveries", "/_mock/requests",
                                      "/_mock/session.scn", "/v1/mandates", "/_mock/coverage"}) {
    static_cast<void>((*made)->handle(make_request("GET", path)));
  }
  static_cast<void>(
      (*made)->handle(make_request("POST", "/_mock/clock/advance", R"({"by":"P9D"})")));
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string file = folder() + "/damaged.db";
  for (const char* end : {"", "-wal", "-shm", "-journal"}) std::filesystem::remove(file + end);
  write_damaged(file, data, size);
  use(file);
  return 0;
}

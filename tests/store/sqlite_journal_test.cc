// The file of a journal: what is written comes back, and what cannot be written is said.
#include <doctest/doctest.h>
#include <signal.h>
#include <sqlite3.h>
#include <sys/resource.h>

#include <fstream>

#include "store/sqlite_journal.h"
#include "support/journals.h"

using namespace lotusbox;
using namespace lotusbox::test;
using store::Durability;
using store::SqliteJournal;

namespace {

JournalOrigin some_origin() {
  return {.seed = 18446744073709551615U,
          .start = instant_of(1767225600),
          .clock = "fast:60",
          .profile = "strict",
          .fixtures_json = "{\"mandates\":[]}",
          .public_url = "https://pay.example",
          .webhook_url = "http://127.0.0.1:1/x",
          .webhook_key = "whk_scenario0001"};
}

std::unique_ptr<SqliteJournal> begin(const std::string& file) {
  auto journal = SqliteJournal::begin(file, Durability::normal, some_origin());
  REQUIRE_MESSAGE(journal.ok(), journal.error());
  return std::move(journal.value());
}

std::string why_not(const std::string& file) {
  const auto journal = SqliteJournal::open(file, Durability::normal);
  return journal.ok() ? "" : journal.error();
}

void change(const std::string& file, const char* sql) {
  sqlite3* database = nullptr;
  REQUIRE(sqlite3_open(file.c_str(), &database) == SQLITE_OK);
  CHECK(sqlite3_exec(database, sql, nullptr, nullptr, nullptr) == SQLITE_OK);
  sqlite3_close(database);
}

/// Files of this process may not grow while it lives: what a full disk feels like.
class FullDisk {
 public:
  FullDisk() {
    ignored_ = ::signal(SIGXFSZ, SIG_IGN);
    getrlimit(RLIMIT_FSIZE, &before_);
    const rlimit none{0, before_.rlim_max};
    setrlimit(RLIMIT_FSIZE, &none);
  }
  FullDisk(const FullDisk&) = delete;
  FullDisk& operator=(const FullDisk&) = delete;
  ~FullDisk() {
    setrlimit(RLIMIT_FSIZE, &before_);
    ::signal(SIGXFSZ, ignored_);
  }

 private:
  rlimit before_{};
  void (*ignored_)(int) = nullptr;
};

}  // namespace

TEST_CASE("what was kept comes back whole") {
  const TempFolder folder;
  const std::string file = folder.file("j.db");
  JournalEntry call = called("sk_test_a", "/v1/sources?x=1");
  call.wall_ms = 1767225600123;
  call.now = instant_of(1767225601);
  call.request.headers = {{"Content-Type", "application/json"}, {"X-Colon", "a: b"}};
  call.request.body = std::string("{\"a\":\"\0\xff\"}", 10);
  call.number = 7;
  call.status = 422;
  call.rule = "source.type";
  call.digest = 0xFFFFFFFFFFFFFFF1U;
  JournalEntry verdict{.kind = JournalEntry::Kind::verdict, .world = "sk_test_a"};
  verdict.report = {DeliveryId{3}, Verdict::timed_out, 0, 15000};
  {
    const auto journal = begin(file);
    journal->append(opened("sk_test_a"));
    journal->append(call);
    journal->append(verdict);
    REQUIRE_FALSE(journal->keep());
  }
  auto again = SqliteJournal::open(file, Durability::full);
  REQUIRE(again.ok());
  CHECK(again.value()->origin() == some_origin());
  CHECK(again.value()->entry_count() == 3);
  CHECK(again.value()->worlds() == std::vector<std::string>{"sk_test_a"});
  std::vector<JournalEntry> entries;
  CHECK_FALSE(again.value()->visit_all([&](std::uint64_t line, const JournalEntry& entry) {
    CHECK(line == entries.size() + 1);
    entries.push_back(entry);
    return true;
  }));
  REQUIRE(entries.size() == 3);
  CHECK(entries[0].kind == JournalEntry::Kind::open);
  CHECK(entries[1].wall_ms == call.wall_ms);
  CHECK(entries[1].now == call.now);
  CHECK(entries[1].request.method == "POST");
  CHECK(entries[1].request.target == call.request.target);
  CHECK(entries[1].request.headers == call.request.headers);
  CHECK(entries[1].request.body == call.request.body);
  CHECK(entries[1].number == 7);
  CHECK(entries[1].status == 422);
  CHECK(entries[1].rule == call.rule);
  CHECK(entries[1].digest == call.digest);
  CHECK(entries[2].report.delivery == DeliveryId{3});
  CHECK(entries[2].report.verdict == Verdict::timed_out);
  CHECK(entries[2].report.took_ms == 15000);
}

TEST_CASE("what is not a journal of this version is refused, and left as it was") {
  const TempFolder folder;
  const std::string file = folder.file("other");
  SUBCASE("a text") {
    std::ofstream(file) << "something that is long enough to be looked at as a data base file";
    CHECK(why_not(file).find("not a journal of lotusbox") != std::string::npos);
    std::ifstream text(file);
    CHECK(std::string(std::istreambuf_iterator<char>(text), {}).starts_with("something"));
  }
  SUBCASE("a data base of another program") {
    change(file, "CREATE TABLE entries(line INTEGER)");
    CHECK(why_not(file).find("not a journal of lotusbox") != std::string::npos);
  }
  SUBCASE("of a newer format") {
    begin(file).reset();
    change(file, "PRAGMA user_version=9");
    CHECK(why_not(file).find("format 9") != std::string::npos);
  }
  SUBCASE("nothing at all") { CHECK(why_not(file) != ""); }
  SUBCASE("begun twice") {
    begin(file).reset();
    CHECK_FALSE(SqliteJournal::begin(file, Durability::normal, {}).ok());
    CHECK(why_not(file) == "");
  }
}

TEST_CASE("one process at a time has the file") {
  const TempFolder folder;
  const std::string file = folder.file("j.db");
  auto first = begin(file);
  CHECK(why_not(file).find("another lotusbox has this journal open") != std::string::npos);
  first.reset();
  CHECK(why_not(file) == "");
}

TEST_CASE("what a full disk does not take is said, and written when it can be") {
  const TempFolder folder;
  const std::string file = folder.file("j.db");
  {
    const auto journal = begin(file);
    journal->append(opened("sk_test_a"));
    REQUIRE_FALSE(journal->keep());
    {
      const FullDisk full;
      for (const char* target : {"/one", "/two"}) {
        journal->append(called("sk_test_a", target));
        CHECK(journal->keep().has_value());
      }
    }
    journal->append(called("sk_test_a", "/three"));
    CHECK_FALSE(journal->keep());
  }
  auto again = SqliteJournal::open(file, Durability::normal);
  REQUIRE(again.ok());
  CHECK(told(*again.value(), "sk_test_a") == std::vector<std::string>{"/one", "/two", "/three"});
}

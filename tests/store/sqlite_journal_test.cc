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
using Texts = std::vector<std::string>;

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

std::vector<std::string> calls_in(const std::string& file) {
  auto journal = SqliteJournal::open(file, Durability::normal);
  REQUIRE(journal.ok());
  return told(*journal.value(), "sk_test_a");
}

/// `call a /one` for each line, without the beginning of its key.
std::vector<std::string> lines_of(const SqliteJournal& journal) {
  std::vector<std::string> lines;
  CHECK_FALSE(journal.visit_all([&](std::uint64_t, const JournalEntry& entry) {
    lines.push_back(std::string(to_text(entry.kind)) + " " + entry.world.substr(8));
    if (!entry.request.target.empty()) lines.back() += " " + entry.request.target;
    return true;
  }));
  return lines;
}

/// Resets, a copy that outlives what it was made from, one that was reset, and a world that is
/// gone.
std::vector<JournalEntry> a_long_life() {
  const std::string a = "sk_test_a", copy = "sk_test_copy", second = "sk_test_second";
  return {opened(a),
          called(a, "/a1"),
          reset(a),
          called(a, "/a2"),
          reset(a),
          called(a, "/a3"),
          forked(copy, a),
          called(a, "/a4"),
          called(copy, "/c1"),
          reset(a),
          called(a, "/a5"),
          opened("sk_test_gone"),
          called("sk_test_gone", "/g1"),
          forked(second, "sk_test_gone"),
          called(second, "/s1"),
          dropped("sk_test_gone"),
          reset(second),
          called(second, "/s2")};
}

struct Damaged {
  const char* change_to;
  const char* said;
};

/// One of them for each run of the test.
Damaged damage() {
  Damaged one{"kind = 5", "kind is 5, and not from 0 to 4"};
  const Damaged others[] = {
      {"kind = -1", "kind is -1, and not from 0 to 4"},
      {"kind = 'call'", "kind is not a number"},
      {"world = 'someone'", "world is no key of a world"},
      {"world = x'00'", "world is no key of a world"},
      {"wall_ms = -1", "wall_ms is -1, and not from 0 to 221876908199000"},
      {"now = 9223372036854775807",
       "now is 9223372036854775807, and not from -17987463000 to 221876908199"},
      {"now = 1.5", "now is not a number"},
      {"target = NULL", "target is not a text"},
      {"headers = 'noise'", "headers hold a line that is no header"},
      {"number = 4294967296", "number is 4294967296, and not from 0 to 4294967295"},
      {"status = 1000", "status is 1000, and not from 0 to 999"},
      {"digest = 'x'", "digest is not a number"},
      {"delivery = -1", "delivery is -1, and not from 0 to 4294967295"},
      {"verdict = 99", "verdict is 99, and not from 0 to 3"},
      {"kind = 4, rule = printf('%.2000c', 'x')", "rule is no reason of a failed delivery"},
      {"kind = 4, rule = CAST(x'ff' AS TEXT)", "rule is no reason of a failed delivery"},
      {"took_ms = 2147483648", "took_ms is 2147483648, and not from 0 to 2147483647"},
      {"kind = 1, source = ''", "source is no key of a world"},
  };
  for (const Damaged& other : others) {
    SUBCASE(other.change_to) { one = other; }
  }
  return one;
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
  verdict.report = {DeliveryId{3}, Verdict::timed_out, 0, 15000, "timed out: connecting"};
  {
    const auto journal = begin(file);
    journal->append(opened("sk_test_a"));
    journal->append(call);
    journal->append(verdict);
    REQUIRE_FALSE(journal->flush());
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
  CHECK(entries[2].report.reason == "timed out: connecting");
  CHECK(entries[2].rule.empty());
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
    REQUIRE_FALSE(journal->flush());
    {
      const FullDisk full;
      for (const char* target : {"/one", "/two"}) {
        journal->append(called("sk_test_a", target));
        CHECK(journal->flush().has_value());
      }
    }
    journal->append(called("sk_test_a", "/three"));
    CHECK_FALSE(journal->flush());
  }
  CHECK(calls_in(file) == Texts{"/one", "/two", "/three"});
}

TEST_CASE("what was answered as not kept is lost with the server, as the answer says") {
  const TempFolder folder;
  const std::string file = folder.file("j.db");
  {
    const auto journal = begin(file);
    journal->append(opened("sk_test_a"));
    REQUIRE_FALSE(journal->flush());
    const FullDisk full;  // it goes before the journal does
    journal->append(called("sk_test_a", "/one"));
    REQUIRE(journal->flush().has_value());
  }
  CHECK(calls_in(file).empty());
}

TEST_CASE("a journal that cannot be begun on a full disk is begun when there is room") {
  const TempFolder folder;
  const std::string file = folder.file("j.db");
  {
    const FullDisk full;
    CHECK_FALSE(SqliteJournal::begin(file, Durability::normal, some_origin()).ok());
  }
  CHECK_FALSE(SqliteJournal::exists(file));
  begin(file).reset();
  CHECK(SqliteJournal::exists(file));
  CHECK(why_not(file) == "");
}

TEST_CASE("nothing is promised in a file that was deleted or replaced") {
  const TempFolder folder;
  const std::string file = folder.file("j.db");
  const std::string log = file + "-wal";
  const auto journal = begin(file);
  journal->append(opened("sk_test_a"));
  REQUIRE_FALSE(journal->flush());
  REQUIRE_FALSE(journal->cannot_take(100));
  std::string which = file;
  SUBCASE("the file") {}
  SUBCASE("the log beside it") { which = log; }
  std::filesystem::rename(which, folder.file("away"));
  SUBCASE("deleted") {}
  SUBCASE("replaced") { std::ofstream(which) << "other"; }
  CHECK(journal->cannot_take(100).value_or("").find("was deleted or replaced") !=
        std::string::npos);
  journal->append(called("sk_test_a", "/one"));
  CHECK(journal->flush().has_value());
  std::filesystem::rename(folder.file("away"), which);
  CHECK_FALSE(journal->cannot_take(100));
  CHECK_FALSE(journal->flush());
}

TEST_CASE("more than the disk can hold is not taken") {
  const TempFolder folder;
  const auto journal = begin(folder.file("j.db"));
  CHECK_FALSE(journal->cannot_take(1000));
  CHECK(journal->cannot_take(std::size_t{1} << 60U) == "the disk is full");
}

TEST_CASE("a row that no journal of this program holds is named, and nothing of it is used") {
  const TempFolder folder;
  const std::string file = folder.file("j.db");
  {
    const auto journal = begin(file);
    journal->append(opened("sk_test_a"));
    journal->append(called("sk_test_a", "/one"));
    REQUIRE_FALSE(journal->flush());
  }
  const auto [change_to, said] = damage();
  CAPTURE(std::string(change_to));
  change(file, ("UPDATE entries SET " + std::string(change_to) + " WHERE line = 2").c_str());
  const auto again = SqliteJournal::open_to_read(file);
  REQUIRE(again.ok());
  std::size_t visited = 0;
  const auto problem = again.value()->visit_all([&](std::uint64_t, const JournalEntry&) {
    ++visited;
    return true;
  });
  CHECK(problem == "line 2 is damaged: its " + std::string(said));
  CHECK(visited == 1);
  if (std::string_view(change_to).starts_with("world")) return;
  const auto nothing = [](std::uint64_t, const JournalEntry&) { FAIL("nothing is visited"); };
  CHECK(again.value()->visit_world("sk_test_a", nothing) == problem);
}

TEST_CASE("an origin that is not whole is refused") {
  const TempFolder folder;
  const std::string file = folder.file("j.db");
  begin(file).reset();
  SUBCASE("no seed") {
    change(file, "DELETE FROM origin WHERE name = 'seed'");
    CHECK(why_not(file).find("its origin has no seed") != std::string::npos);
  }
  SUBCASE("an odd seed") {
    change(file, "UPDATE origin SET value = '1x' WHERE name = 'seed'");
    CHECK(why_not(file).find("the seed of its origin is no number") != std::string::npos);
  }
  SUBCASE("no table of it") {
    change(file, "DROP TABLE origin");
    CHECK(why_not(file) != "");
  }
}

TEST_CASE("a journal is read where nothing can be written, unless something is missing in it") {
  const TempFolder folder;
  const std::string file = folder.file("j # 100%?.db");
  auto journal = begin(file);
  journal->append(opened("sk_test_a"));
  journal->append(called("sk_test_a", "/one"));
  REQUIRE_FALSE(journal->flush());
  const std::string taken = folder.file("taken # 1.db");
  const auto copy = [](const std::string& from, const std::string& to) {
    std::filesystem::copy_file(from, to, std::filesystem::copy_options::overwrite_existing);
  };
  copy(file, taken);  // as a crash leaves it: what was kept last is in the log beside it
  copy(file + "-wal", taken + "-wal");
  journal.reset();
  const auto read = [](const std::string& path) {
    auto opened = SqliteJournal::open_at_rest(path);
    return opened.ok() ? told(*opened.value(), "sk_test_a") : Texts{opened.error()};
  };
  CHECK(read(file) == Texts{"/one"});
  CHECK(read(taken).front().find("holds entries that are not in the file yet") !=
        std::string::npos);
  CHECK_FALSE(SqliteJournal::exists(file + "-wal"));
}

TEST_CASE("what no world came to be by is taken out, for good only when that is said") {
  const TempFolder folder;
  const std::string file = folder.file("j.db");
  {
    const auto journal = begin(file);
    for (JournalEntry& entry : a_long_life()) journal->append(std::move(entry));
    REQUIRE_FALSE(journal->flush());
  }
  const std::int64_t before = std::int64_t(a_long_life().size());
  for (const bool good : {false, true}) {
    const auto again = SqliteJournal::open(file, Durability::normal);
    REQUIRE(again.ok());
    SqliteJournal& journal = *again.value();
    CHECK(journal.entry_count() == before);
    REQUIRE(journal.begin_compaction());
    CHECK(told(journal, "sk_test_a") == Texts{"/_mock/reset", "/a5"});
    CHECK(told(journal, "sk_test_copy") == Texts{"/_mock/reset", "/a3", "/c1"});
    CHECK(told(journal, "sk_test_second") == Texts{"/_mock/reset", "/s2"});
    CHECK(lines_of(journal) == Texts{"open a", "call a /_mock/reset", "call a /a3", "fork copy",
                                     "call copy /c1", "call a /_mock/reset", "call a /a5",
                                     "open second", "call second /_mock/reset", "call second /s2"});
    CHECK(journal.end_compaction(good) == good);
  }
  const auto again = SqliteJournal::open(file, Durability::normal);
  REQUIRE(again.ok());
  CHECK(again.value()->entry_count() == 10);
  CHECK_FALSE(again.value()->begin_compaction());
  again.value()->append(called("sk_test_a", "/a6"));
  REQUIRE_FALSE(again.value()->flush());
  CHECK(told(*again.value(), "sk_test_a") == Texts{"/_mock/reset", "/a5", "/a6"});
}

TEST_CASE("a world whose copy lives on is dropped again, and not before it was copied") {
  const TempFolder folder;
  const auto journal = begin(folder.file("j.db"));
  for (JournalEntry& entry : std::vector{
           opened("sk_test_a"), called("sk_test_a", "/a1"), forked("sk_test_copy", "sk_test_a"),
           called("sk_test_a", "/a2"), reset("sk_test_a"), dropped("sk_test_a")}) {
    journal->append(std::move(entry));
  }
  REQUIRE_FALSE(journal->flush());
  REQUIRE(journal->begin_compaction());
  CHECK(lines_of(*journal) == Texts{"open a", "call a /a1", "fork copy", "drop a"});
}

// The door to a database in a program that was built without PostgreSQL.
#include "sandbox/shared_data.h"

namespace lotusbox {

namespace {

Failure<std::string> absent() {
  return failure(
      std::string("this program was built without PostgreSQL: take the one of the Debian package, "
                  "build it with -Dpostgresql=enabled, or keep the journal in a file"));
}

}  // namespace

Result<std::optional<JournalOrigin>, std::string> find_shared(const std::string&) {
  return absent();
}

Result<std::unique_ptr<SharedData>, std::string> open_shared(const std::string&,
                                                             const JournalOrigin&) {
  return absent();
}

Result<ReplayReport, std::string> replay_shared(const std::string&, const EngineOptions&,
                                                const api::Ports&, const ReplayProgress&) {
  return absent();
}

Result<std::vector<std::string>, std::string> worlds_of_shared(const std::string&) {
  return absent();
}

Result<std::string, std::string> script_of_shared(const std::string&, const std::string&) {
  return absent();
}

}  // namespace lotusbox

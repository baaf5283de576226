// Scenario files: what can be read prints as a text that reads and prints the same.
#include "base/check.h"
#include "fuzz/entrance.h"
#include "scenario/script.h"

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace lotusbox::scenario;
  const auto script = parse_script("fuzz.scn", lotusbox::test::text_of(data, size));
  if (!script) {
    LOTUSBOX_CHECK(!script.error().what.empty(), "a parse error says nothing");
    return 0;
  }
  const std::string printed = print_script(script.value());
  const auto again = parse_script("fuzz.scn", printed);
  LOTUSBOX_CHECK(again.ok(), "a printed script does not read");
  LOTUSBOX_CHECK(print_script(again.value()) == printed, "a script prints in two ways");
  return 0;
}

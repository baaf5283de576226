// What every world is to begin with, a file of JSON: it is refused in a sentence, or every world
// begins with it, also after a reset, and then each mandate in it can be read.
#include <string>

#include "base/check.h"
#include "fuzz/entrance.h"
#include "sandbox/sandbox.h"

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace lotusbox;
  SandboxOptions options;
  options.fixtures_json = test::text_of(data, size);
  auto made = Sandbox::make(options);
  if (!made.ok()) {
    LOTUSBOX_CHECK(!made.error().empty(), "a refusal says nothing");
    return 0;
  }
  Sandbox& box = **made;
  const Response list = box.handle(make_request("GET", "/v1/mandates"));
  LOTUSBOX_CHECK(list.status == 200, "a world with fixtures does not answer");
  for (std::size_t at = list.body.find("\"MD"); at != std::string::npos;
       at = list.body.find("\"MD", at + 1)) {
    const std::string id = list.body.substr(at + 1, list.body.find('"', at + 1) - at - 1);
    const Response one = box.handle(make_request("GET", "/v1/mandates/" + id));
    LOTUSBOX_CHECK(one.status == 200, "a mandate of the fixtures cannot be read");
  }
  const Response reset = box.handle(make_request("POST", "/_mock/reset"));
  LOTUSBOX_CHECK(reset.status == 200, "a world with fixtures cannot be reset");
  LOTUSBOX_CHECK(box.handle(make_request("GET", "/v1/mandates")).body == list.body,
                 "a reset brings other mandates");
  return 0;
}

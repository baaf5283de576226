// Addresses of webhooks: a host that is taken for this machine holds nothing that leads elsewhere.
#include "base/check.h"
#include "fuzz/entrance.h"
#include "net/url.h"

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace lotusbox::net;
  const std::string_view url = lotusbox::test::text_of(data, size);
  const auto target = parse_http_url(url);
  if (!target) {
    LOTUSBOX_CHECK(!is_loopback_url(url), "an address that cannot be read is on this machine");
    LOTUSBOX_CHECK(!target.error().empty(), "a refusal says nothing");
    return 0;
  }
  LOTUSBOX_CHECK(target->port > 0 && target->port < 65536, "a port out of range");
  LOTUSBOX_CHECK(target->path.starts_with("/"), "a path without a slash");
  LOTUSBOX_CHECK(target->host.find_first_of("/@?# \r\n\t") == std::string::npos,
                 "a host that holds more than a name");
  LOTUSBOX_CHECK(target->path.find_first_of(" \r\n\t") == std::string::npos,
                 "a path that can break a request line");
  return 0;
}

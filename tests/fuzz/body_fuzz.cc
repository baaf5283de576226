// Bodies and queries of every kind, and the commands that are read from them. The first byte
// chooses the content type.
#include <string>

#include "base/check.h"
#include "fuzz/entrance.h"
#include "wire/body.h"
#include "wire/commands.h"

namespace {

using lotusbox::wire::Body;

constexpr std::string_view kTypes[] = {"", "application/json", "application/x-www-form-urlencoded",
                                       "multipart/form-data; boundary=b", "text/plain"};

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string_view type = kTypes[data[0] % std::size(kTypes)];
  const std::string_view text = lotusbox::test::text_of(data + 1, size - 1);
  const Body body = Body::read(type, text);
  LOTUSBOX_CHECK(body.problem().empty() || body.names().empty(),
                 "a body that cannot be read has fields");
  LOTUSBOX_CHECK(Body::read(type, text).canonical() == body.canonical(),
                 "a body reads otherwise the second time");
  for (const std::string& name : body.names()) static_cast<void>(body.field(name));
  static_cast<void>(body.metadata_json());
  static_cast<void>(lotusbox::wire::read_create_source(body));
  static_cast<void>(lotusbox::wire::read_make_mandate(body));
  static_cast<void>(lotusbox::wire::read_import(body));
  static_cast<void>(lotusbox::wire::read_create_customer(body));
  static_cast<void>(lotusbox::wire::read_create_token(body));
  static_cast<void>(lotusbox::wire::read_update_metadata(body));
  const Body query = Body::read_query(text);
  static_cast<void>(lotusbox::wire::read_manage(lotusbox::Action::amend, query, body));
  return 0;
}

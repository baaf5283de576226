#include "wire/terms_rows.h"

namespace lotusbox::wire {

SentNames sent_names(const World& world, const Terms& terms) {
  return terms.sent_names ? world.sent_names[*terms.sent_names] : SentNames{};
}

void put_reference(JsonWriter& out, const World& world, const Terms& terms, std::size_t index) {
  const std::string_view text = world.text(terms.references[index]);
  if ((terms.hashes >> index & 1U) != 0) {
    out.raw(text);
  } else {
    put(out, OrNull{text});
  }
}

}  // namespace lotusbox::wire

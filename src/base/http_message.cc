#include "base/http_message.h"

#include "base/text.h"

namespace lotusbox {

std::optional<std::string_view> find_header(const Headers& headers, std::string_view name) {
  for (const auto& [key, value] : headers) {
    if (equals_ignoring_case(key, name)) return value;
  }
  return std::nullopt;
}

std::string_view Request::path() const {
  return std::string_view(target).substr(0, target.find_first_of("?#"));
}

std::string_view Request::query() const {
  // A fragment is for the browser alone; a client that sends one means the address before it.
  const std::string_view address = std::string_view(target).substr(0, target.find('#'));
  const auto mark = address.find('?');
  return mark == std::string_view::npos ? std::string_view() : address.substr(mark + 1);
}

}  // namespace lotusbox

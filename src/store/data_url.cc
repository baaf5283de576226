#include "store/data_url.h"

namespace lotusbox::store {

bool is_postgres_url(std::string_view data) {
  return data.starts_with("postgresql://") || data.starts_with("postgres://");
}

std::string shown_url(std::string_view url) {
  if (!is_postgres_url(url)) return std::string(url);
  std::string shown(url.substr(0, url.find('?')));  // a password may stand behind it, too
  const auto begin = shown.find("//");
  const auto at = shown.rfind('@');
  if (at == std::string::npos) return shown;
  const auto colon = shown.find(':', begin);
  if (colon < at) shown.erase(colon, at - colon);
  return shown;
}

}  // namespace lotusbox::store

// Where a journal is kept: in a file, or in a database that a URL names.
#pragma once

#include <string>
#include <string_view>

namespace lotusbox::store {

/// `postgresql://…` or `postgres://…`, and not the name of a file.
bool is_postgres_url(std::string_view data);

/// The URL as it may be shown: without a password.
std::string shown_url(std::string_view url);

}  // namespace lotusbox::store

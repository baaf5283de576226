// Makes texts that came over the wire fit to be shown: credentials and what names people are
// hidden, by the name of the field that holds them and by how they look. What cannot be read for
// certain is hidden, too.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "wire/glossary.h"

namespace lotusbox::api {

using wire::Masking;

struct MaskedField {
  std::string_view name;
  Masking how;
};

/// Every field that is masked wherever it stands, in bodies, queries and explanations.
std::span<const MaskedField> masked_fields();
/// Headers of which nothing but their scheme is even kept.
bool is_secret_header(std::string_view name);

/// `nach_debit[debtor_mobile]` and `nach_debit.debtor_mobile` are the field `debtor_mobile`.
std::string mask_value(std::string_view name, std::string_view value);
/// Keys, and secrets in links, wherever they stand in a text.
std::string mask_text(std::string_view text);
/// JSON, also when its end is cut off.
std::string mask_json(std::string_view json);
/// A form, or the query of a URL, likewise.
std::string mask_form(std::string_view form);

}  // namespace lotusbox::api

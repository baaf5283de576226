#include "api/masking.h"

#include <algorithm>
#include <optional>
#include <vector>

#include "base/json_writer.h"
#include "base/text.h"

namespace lotusbox::api {

namespace {

using enum Masking;

constexpr std::string_view kHidden = "***";
constexpr std::size_t kShown = 4;        // of an account or a phone
constexpr std::size_t kShortNumber = 8;  // of fewer, four would be too many
constexpr int kDepthMax = 64;

// clang-format off
// Names of secrets and of people that no object of ours has.
constexpr MaskedField kForeign[] = {
    {"api_key", hidden}, {"webhook_key", hidden}, {"secret", hidden}, {"password", hidden}, {"account_no", last_four},
    {"debtor_aadhaar", hidden}, {"aadhaar_number", hidden}, {"customer_phone", last_four}, {"customer_email", mail},
    {"debtor_name", hidden}, {"customer_name", hidden}, {"vpa", mail},
};
/// Parts of the names of headers that hold secrets.
constexpr std::string_view kSecretHeaders[] = {
    "auth",    "token",  "secret",      "cookie",         "password",
    "api-key", "apikey", "webhook-key", "lotusbox-world",
};
/// What stands before a secret in any text.
constexpr std::string_view kMarks[] = {
    "sk_test_",       "sk_live_",         "whk_",
    "client_secret_", "client_secret=", "client_secret%3D", "client_secret%3d",
};
// clang-format on

bool looks_like_json(std::string_view text) {
  const std::string_view start = trim(text);
  return start.starts_with('{') || start.starts_with('[');
}

bool is_secret_letter(char c) {
  return is_alphanumeric(c) || c == '_' || c == '-' || c == '.' || c == '~' || c == '%' || c == '*';
}

Masking masking_of_piece(std::string_view name) {
  const std::span<const MaskedField> fields = masked_fields();
  const auto row = std::find_if(fields.begin(), fields.end(), [&](const auto& field) {
    return equals_ignoring_case(field.name, name);
  });
  return row == fields.end() ? none : row->how;
}

/// Of `nach_debit[debtor_mobile]`, `debtor_mobile.0`, `debtor_mobile[]`: the innermost piece that
/// names something to mask.
Masking masking_of(std::string_view name) {
  Masking how = none;
  while (!name.empty()) {
    const auto end = std::min(name.find_first_of(std::string_view("[]. \0", 5)), name.size());
    if (const Masking piece = masking_of_piece(name.substr(0, end)); piece != none) how = piece;
    name.remove_prefix(std::min(end + 1, name.size()));
  }
  return how;
}

std::string masked(Masking how, std::string_view value) {
  const auto plain = [](char c) { return c > ' ' && c < '\x7F' && c != '\\' && c != '"'; };
  const bool simple = std::all_of(value.begin(), value.end(), plain);
  const auto at = value.rfind('@');
  switch (how) {
    case none: return mask_text(value);
    case hidden: break;
    case last_four:
      if (!simple || value.size() < kShortNumber) break;
      return std::string(kHidden) + std::string(value.substr(value.size() - kShown));
    case mail:
      if (!simple || at == std::string_view::npos) break;
      return std::string(kHidden) + std::string(value.substr(at));
  }
  return std::string(kHidden);
}

/// The inside of a JSON text without its escapes; nullopt when it has some that could hide a word.
std::optional<std::string> unescaped(std::string_view inside) {
  constexpr std::string_view kLetters = "\"\\/bfnrt";
  constexpr std::string_view kMeanings = "\"\\/\b\f\n\r\t";
  std::string text;
  for (std::size_t i = 0; i < inside.size(); ++i) {
    if (inside[i] != '\\') {
      text += inside[i];
      continue;
    }
    const auto letter = ++i < inside.size() ? kLetters.find(inside[i]) : std::string_view::npos;
    if (letter == std::string_view::npos) return std::nullopt;
    text += kMeanings[letter];
  }
  return text;
}

/// Walks through JSON and writes it masked. The first thing that is not JSON ends the walk.
class JsonMask {
 public:
  explicit JsonMask(std::string_view json) : rest_(json) {}

  std::string run() {
    const bool good = value(none, 0);
    blanks();
    if (!good || !rest_.empty()) {
      if (!cut_) out_ += kHidden;
    }
    return std::move(out_);
  }

 private:
  void blanks() {
    const auto size = std::min(rest_.find_first_not_of(" \t\r\n"), rest_.size());
    out_ += rest_.substr(0, size);
    rest_.remove_prefix(size);
  }

  bool take(char expected) {
    blanks();
    if (rest_.empty()) cut_ = true;
    if (rest_.empty() || rest_.front() != expected) return false;
    out_ += expected;
    rest_.remove_prefix(1);
    return true;
  }

  [[nodiscard]] char peek() {
    blanks();
    if (rest_.empty()) cut_ = true;
    return rest_.empty() ? '\0' : rest_.front();
  }

  /// The raw inside of the text that comes next; nullopt when there is none, or its end is cut off.
  std::optional<std::string_view> inside() {
    if (peek() != '"') return std::nullopt;
    std::size_t end = 1;
    while (end < rest_.size() && rest_[end] != '"') end += rest_[end] == '\\' ? 2U : 1U;
    if (end >= rest_.size()) {
      cut_ = true;
      out_ += kHidden;
      return std::nullopt;
    }
    const std::string_view found = rest_.substr(1, end - 1);
    rest_.remove_prefix(end + 1);
    return found;
  }

  bool text(Masking how) {
    const auto raw = inside();
    if (!raw) return false;
    const auto plain = unescaped(*raw);
    JsonWriter written;
    if (!plain || !is_utf8(*plain)) {
      written.text(kHidden);
    } else if (how == none && looks_like_json(*plain)) {
      written.text(mask_json(*plain));
    } else {
      written.text(masked(how, *plain));
    }
    out_ += written.str();
    return true;
  }

  bool object(Masking how, int depth) {
    if (!take('{')) return false;
    if (peek() == '}') return take('}');
    do {
      const auto raw = inside();
      if (!raw) return false;
      const auto name = unescaped(*raw);
      JsonWriter written;
      written.text(name && is_utf8(*name) ? mask_text(*name) : std::string(kHidden));
      out_ += written.str();
      if (!take(':')) return false;
      const Masking own = name ? masking_of(*name) : hidden;
      if (!value(how == none ? own : how, depth + 1)) return false;
      if (peek() == '}') return take('}');
    } while (take(','));
    return false;
  }

  bool array(Masking how, int depth) {
    if (!take('[')) return false;
    if (peek() == ']') return take(']');
    do {
      if (!value(how, depth + 1)) return false;
      if (peek() == ']') return take(']');
    } while (take(','));
    return false;
  }

  /// A number, true, false or null.
  bool word(Masking how) {
    const auto size = std::min(rest_.find_first_of(" \t\r\n,]}"), rest_.size());
    const std::string_view found = rest_.substr(0, size);
    const bool plain = std::all_of(found.begin(), found.end(), [](char c) {
      return is_alphanumeric(c) || c == '-' || c == '+' || c == '.';
    });
    if (found.empty() || !plain) return false;
    const bool bare = how == none || found == "null" || found == "true" || found == "false";
    out_ += bare ? std::string(found) : '"' + masked(how, found) + '"';
    rest_.remove_prefix(size);
    return true;
  }

  bool value(Masking how, int depth) {
    if (depth > kDepthMax) return false;
    switch (peek()) {
      case '\0': return false;
      case '{': return object(how, depth);
      case '[': return array(how, depth);
      case '"': return text(how);
      default: return word(how);
    }
  }

  std::string_view rest_;
  std::string out_;
  bool cut_ = false;  ///< the end came too early
};

}  // namespace

std::span<const MaskedField> masked_fields() {
  static const std::vector<MaskedField> kFields = [] {
    std::vector<MaskedField> all(std::begin(kForeign), std::end(kForeign));
    for (const wire::Term& term : wire::glossary()) {
      if (term.masking != none) all.push_back({term.name, term.masking});
    }
    return all;
  }();
  return kFields;
}

bool is_secret_header(std::string_view name) {
  const std::string lower = to_lower(name);
  return std::any_of(
      std::begin(kSecretHeaders), std::end(kSecretHeaders),
      [&](std::string_view secret) { return lower.find(secret) != std::string::npos; });
}

std::string mask_value(std::string_view name, std::string_view value) {
  return masked(masking_of(name), value);
}

std::string mask_text(std::string_view text) {
  std::string out(text);
  for (const std::string_view mark : kMarks) {
    for (auto index = out.find(mark); index != std::string::npos; index = out.find(mark, index)) {
      index += mark.size();
      std::size_t end = index;
      while (end < out.size() && is_secret_letter(out[end])) ++end;
      if (end > index) out.replace(index, end - index, kHidden);
    }
  }
  return out;
}

std::string mask_json(std::string_view json) { return JsonMask(json).run(); }

std::string mask_form(std::string_view form) {
  std::string out;
  for (const std::string_view pair : split(form, '&')) {
    if (!out.empty()) out += '&';
    const auto equals = std::min(pair.find('='), pair.size());
    const auto name = percent_decode(pair.substr(0, equals), true);
    if (!name) {
      out += kHidden;
      continue;
    }
    out += mask_text(pair.substr(0, equals));
    if (equals == pair.size()) continue;
    const std::string_view raw = pair.substr(equals + 1);
    const auto value = percent_decode(raw, true);
    std::string shown = value ? masked(masking_of(*name), *value) : std::string(kHidden);
    if (value && looks_like_json(*value)) shown = mask_json(*value);
    // What needs no masking stays as it was written.
    out += '=';
    out += value && shown == *value ? std::string(raw) : shown;
  }
  return out;
}

}  // namespace lotusbox::api

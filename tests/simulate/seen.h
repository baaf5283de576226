// What the model may see of a product: objects and events as plain values. Nothing here comes from
// the product, and the model includes nothing else but its calls.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "simulate/days.h"

namespace lotusbox::simulate {

struct SourceSeen {
  std::string_view status, variant;
  std::int64_t created = 0;
  std::uint32_t attempts = 0;
  std::optional<std::uint32_t> link, mandate;
  bool has_scan = false;
  std::int64_t amount = 0;
  bool is_collection = false;
};
struct MandateSeen {
  std::string_view status, cancel, variant, category, frequency, bank;  ///< frequency may be empty
  std::int64_t created = 0;
  std::int64_t amount = 0;
  bool is_collection = false, one_off = false;
  std::optional<Day> final_date, date_of_mandate, responded;
  Day first_date = 0;
  std::optional<std::uint32_t> source;
  std::uint32_t customer = 0;
};
struct LinkSeen {
  std::string_view status;  ///< live, used, expired, closed
  bool of_request = false;
  std::optional<std::int64_t> expires_at;
};
struct JuspaySeen {
  std::string_view status;
  std::int64_t start = 0, end = 0;
  std::optional<std::int64_t> pause_start, pause_end;
};
/// Kinds: s source, m mandate, c customer, j mandate of Juspay, o any other.
struct EventSeen {
  std::int64_t at = 0;
  std::string_view type;
  char kind = 'o';
  std::uint32_t index = 0;
};
struct SettingsSeen {
  std::string_view profile;
  bool cancel_enabled = true;
  std::int64_t cancel_link_seconds = 0;
  bool usual_banks = true;  ///< no step of a bank was told to go otherwise
  bool usual_cut_off = true;
};

/// A product, as far as the model may look at it. Objects are counted in the order of their making.
class Look {
 public:
  virtual ~Look() = default;
  [[nodiscard]] virtual std::int64_t now() const = 0;
  [[nodiscard]] virtual std::size_t sources() const = 0;
  [[nodiscard]] virtual std::size_t mandates() const = 0;
  [[nodiscard]] virtual std::size_t links() const = 0;
  [[nodiscard]] virtual std::size_t juspays() const = 0;
  [[nodiscard]] virtual std::size_t events() const = 0;
  [[nodiscard]] virtual SourceSeen source(std::uint32_t index) const = 0;
  [[nodiscard]] virtual MandateSeen mandate(std::uint32_t index) const = 0;
  [[nodiscard]] virtual LinkSeen link(std::uint32_t index) const = 0;
  [[nodiscard]] virtual JuspaySeen juspay(std::uint32_t index) const = 0;
  [[nodiscard]] virtual EventSeen event(std::size_t index) const = 0;
  [[nodiscard]] virtual SettingsSeen settings() const = 0;
  [[nodiscard]] virtual std::string source_id(std::uint32_t index) const = 0;
  [[nodiscard]] virtual std::string mandate_id(std::uint32_t index) const = 0;
  [[nodiscard]] virtual std::string juspay_id(std::uint32_t index) const = 0;
  [[nodiscard]] virtual std::string umrn(std::uint32_t index) const = 0;
};

}  // namespace lotusbox::simulate

// multipart/form-data taken apart into its parts, byte for byte (RFC 7578). What the parts mean
// is not known here.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace lotusbox::wire {

struct Part {
  std::string name;
  std::optional<std::string> filename;  ///< none: a plain field
  std::string content_type;             ///< empty when the part says nothing
  std::string bytes;                    ///< exactly as sent
};

[[nodiscard]] bool is_multipart(std::string_view content_type);

/// The parts in order; nullopt when there is no boundary, a part is not ended, has no name, or
/// there are more than `parts_max`.
[[nodiscard]] std::optional<std::vector<Part>> read_multipart(std::string_view content_type,
                                                              std::string_view body,
                                                              std::size_t parts_max);

}  // namespace lotusbox::wire

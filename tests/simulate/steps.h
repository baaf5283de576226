// What happens to a whole sandbox in a simulated life: calls of clients, and what befalls the
// process and its disk. A step names no object by its id, so that a list of steps stays good when
// some of them are left out.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace lotusbox::simulate {

enum class Kind : std::uint8_t {
  source,
  withdraw,
  process,
  upload,
  authorise,
  amend,
  pause,
  resume,
  cancel,
  mandate,
  wait,
  border,
  receiver,
  webhook,
  chaos,
  fault,
  fork,
  snapshot,
  restore,
  reset,
  drop,
  debit,
  subscription,
  customer,
  policy,
  bank,
  sponsor,
  juspay,
  juspay_call,
  resend,
  read,
  stranger,
  garbage,
  again,
  restart,
  die,
  power,
  full
};
inline constexpr std::size_t kKinds = 38;

struct Step {
  Kind kind = Kind::read;
  std::uint8_t world = 0;  ///< which client's
  std::uint16_t a = 0, b = 0;
};

/// So many steps that only the seed decides.
std::vector<Step> steps_of(std::uint64_t seed, std::size_t count);
/// `amend 2 17 40321`, and back.
std::string told(const Step& step);
std::optional<Step> read_step(std::string_view line);
std::string_view word(Kind kind);

}  // namespace lotusbox::simulate

// How a simulated life looks into its sandbox.
#pragma once

#include <string>
#include <vector>

#include "base/check.h"
#include "simulate/faulty_disk.h"
#include "simulate/product.h"

namespace lotusbox::simulate {

/// Asks the world of a key, which must be open.
template <class Work>
auto Product::with(const std::string& key, Work work) const {
  Engine& engine = SandboxInternals::engine(*box_);
  auto slot = engine.open(key, Visit::looks);
  LOTUSBOX_CHECK(slot != nullptr, key);
  Session session = engine.lock(std::move(slot));
  return work(session.world());
}

/// The data alone, which the model is given as it is: days that are no business days, though they
/// are by their weekday.
[[nodiscard]] std::vector<Day> holidays_of(Sandbox& box);
/// `AL…`, as the page of a link is called.
[[nodiscard]] std::string link_text(Sandbox& box, const std::string& key, std::uint32_t link);

}  // namespace lotusbox::simulate

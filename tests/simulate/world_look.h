// The product as the model sees it: a World read as plain values, and commands as calls.
#pragma once

#include "core/model/command.h"
#include "core/model/world.h"
#include "simulate/calls.h"
#include "simulate/seen.h"

namespace lotusbox::simulate {

class WorldLook : public Look {
 public:
  /// The world outlives it.
  explicit WorldLook(const World& world) : world_(world) {}

  [[nodiscard]] std::int64_t now() const override { return unix_seconds(world_.now); }
  [[nodiscard]] std::size_t sources() const override { return world_.sources.size(); }
  [[nodiscard]] std::size_t mandates() const override { return world_.mandates.size(); }
  [[nodiscard]] std::size_t links() const override { return world_.links.size(); }
  [[nodiscard]] std::size_t juspays() const override { return world_.juspay_mandates.size(); }
  [[nodiscard]] std::size_t events() const override { return world_.events.size(); }
  [[nodiscard]] SourceSeen source(std::uint32_t index) const override;
  [[nodiscard]] MandateSeen mandate(std::uint32_t index) const override;
  [[nodiscard]] LinkSeen link(std::uint32_t index) const override;
  [[nodiscard]] JuspaySeen juspay(std::uint32_t index) const override;
  [[nodiscard]] EventSeen event(std::size_t index) const override;
  [[nodiscard]] SettingsSeen settings() const override;
  [[nodiscard]] std::string source_id(std::uint32_t index) const override;
  [[nodiscard]] std::string mandate_id(std::uint32_t index) const override;
  [[nodiscard]] std::string juspay_id(std::uint32_t index) const override;
  [[nodiscard]] std::string umrn(std::uint32_t index) const override;

 private:
  const World& world_;
};

/// `plain` is a source that is good as it is: one that differs from it is odd.
[[nodiscard]] Call call_of(const Command& command, const CreateSource& plain);
[[nodiscard]] Given given(const Field& field);

}  // namespace lotusbox::simulate

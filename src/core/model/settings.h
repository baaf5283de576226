// The settings of a world: how the pretend LotusPay and the banks behave, and where events go.
#pragma once

#include <array>
#include <cstdint>
#include <string>

#include "core/model/bank.h"
#include "core/model/switches.h"
#include "core/model/words.h"
#include "core/values/limits.h"

namespace lotusbox {

/// How the pretend LotusPay behaves where its pages leave a choice.
struct Policy {
  Profile profile = Profile::documented;
  bool cancel_enabled = true;  ///< the account feature of the cancel page
  Seconds cancel_link_life = limits::kCancelLinkLife;
  int cut_off_hour = limits::kCutOffHour;         ///< of the sponsor bank, in India
  std::array<StepPolicy, kBankStepCount> bank{};  ///< by BankStep
  SwitchValues switches{};

  /// True when the world has the second behaviour of this switch.
  [[nodiscard]] bool switched(Switch which) const {
    return switches[static_cast<std::size_t>(which)];
  }
};

enum class WebhookFormat : std::uint8_t { encrypted, plain };

struct Webhook {
  std::string url;  ///< empty: none configured
  std::string key;  ///< 16 bytes
  WebhookFormat format = WebhookFormat::encrypted;

  bool operator==(const Webhook&) const = default;
};

}  // namespace lotusbox

// Our readings: what the project does where the vendor is silent or contradicts itself. Each is an
// assumption, says so, and names the switch that changes it where there is one.
#pragma once

#include <span>
#include <string_view>

namespace lotusbox {

struct Reading {
  std::string_view id;  ///< R1 …, named by rows and rules as their source
  std::string_view question;
  std::string_view reading;
  std::string_view change;  ///< how to have it otherwise; empty: fixed
};

std::span<const Reading> readings();

}  // namespace lotusbox

// Rules for whoever watches a world: what can be waited for, whose links are shown, and how a
// coverage report is asked for. What has happened meanwhile is looked up elsewhere; here is only
// said what is refused.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/behaviour/rule.h"
#include "core/model/field.h"
#include "core/values/limits.h"

namespace lotusbox {

enum class WaitFor : std::uint8_t { event, delivery, request, mail, quiet };
std::string_view to_text(WaitFor what);

/// `POST /_mock/wait`.
struct WaitClaim {
  std::string_view body_problem;
  std::vector<std::string> names;  ///< of all that was sent
  Field what, type, resource, status, path, method, channel, count, after, timeout_ms;
  bool after_known = true;  ///< `after` names an event, a mail or a kept call of this world
};

/// A claim that was not refused, read.
struct ParsedWait {
  WaitFor what = WaitFor::event;
  std::size_t count = 1;
  int timeout_ms = 0;

  static constexpr std::int64_t kCountMax = 1000;
  static constexpr int kTimeoutMsDefault = 5000;
  static constexpr int kTimeoutMsMax = 60000;
};

std::optional<Refusal> refuse_wait(const WaitClaim& claim);
/// Call when refuse_wait had nothing to say.
ParsedWait read_wait(const WaitClaim& claim);

/// True for the same text, and for one that begins as a wish does that ends in `*`.
bool fits(std::string_view wanted, std::string_view text);

/// `GET /_mock/coverage`.
struct CoverageClaim {
  Field scope, format, threshold;
};

enum class ReportFormat : std::uint8_t { json, text, html };

std::optional<Refusal> refuse_coverage(const CoverageClaim& claim);
std::optional<ReportFormat> parse_report_format(std::string_view text);
/// A whole number from 0 to 100; nothing for any other.
std::optional<int> read_threshold(const Field& field);

/// Which part of a list of the control plane is shown.
struct PageClaim {
  Field limit, after;
  bool after_known = true;  ///< `after` names an entry of the list
};
std::optional<Refusal> refuse_page(const PageClaim& claim);
/// Call when refuse_page had nothing to say.
std::size_t read_page_limit(const PageClaim& claim, std::size_t otherwise = limits::kControlPage);
std::vector<const Rule*> page_rule_list();

/// `GET /_mock/links`.
struct LinksClaim {
  Field mandate, source;
  std::vector<std::string> names;  ///< of all that was sent
};
std::optional<Refusal> refuse_links(const LinksClaim& claim);

std::vector<const Rule*> links_rule_list();
std::vector<const Rule*> wait_rule_list();
std::vector<const Rule*> coverage_rule_list();

}  // namespace lotusbox

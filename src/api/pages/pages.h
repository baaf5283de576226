// The pages that a customer sees: plain view structs in, whole HTML documents out. Nothing here
// knows a world or HTTP; the values come ready for people (money, IST times, masked accounts) and
// each of them is escaped here. Link and end pages hold no script and work without any.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace lotusbox::api {

using LabelledTexts = std::vector<std::pair<std::string, std::string>>;

/// One line of what an amendment changes: "Maximum amount", "Rs 5000.00", "Rs 7500.00".
struct ChangeRow {
  std::string what, now, after;
};

/// The page of a live link: who asks for what, and the customer's three answers.
struct LinkPage {
  std::string kind;  ///< create, amend, pause, resume or cancel
  std::string merchant, debtor, bank;
  std::string account;  ///< already masked
  std::string umrn, reference;
  LabelledTexts terms;             ///< label, value: amount, frequency, dates
  std::vector<ChangeRow> changes;  ///< amend only
  std::string expires;             ///< IST for people; empty: no expiry
  LabelledTexts modes;             ///< value of `auth_mode`, label; empty: no choice is offered
  std::string default_mode;        ///< preselected; may be empty
  std::string previous_failure;    ///< why the last attempt was refused; may be empty
  std::string action_url;          ///< where the form posts, a path or http URL; else: here
  std::string now;                 ///< the world's clock, IST for people
  LabelledTexts reasons;           ///< code, label; offered for a refusal
};

/// The page of a link that takes no answer, or has just been left without one. An empty title,
/// headline or detail is filled in from the kind, as is a detail that only repeats the headline.
struct EndPage {
  std::string title, headline, detail;
  std::string kind;  ///< used, expired, closed, unknown, left or malformed
  std::string now;
};

/// The page of a short link, which asks for the mobile number before it leads on.
struct MobilePage {
  std::string merchant;
  std::string problem;     ///< what was wrong with the last answer; may be empty
  std::string action_url;  ///< as in LinkPage
  std::string now;
};

/// The page `/npci_onmags_response`. An empty headline or detail is filled in from the kind.
struct ResultPage {
  bool success = false;
  std::string kind;  ///< as in LinkPage
  std::string headline, detail;
  std::string continue_url;   ///< becomes a link when it is an absolute http or https URL
  std::string code, message;  ///< of a refusal
};

/// The form posts `outcome` (accepted, rejected, abandoned) and, where offered, `auth_mode` and
/// `reason_code`; the latter is sent empty when no reason was chosen.
[[nodiscard]] std::string render_link(const LinkPage& page);

[[nodiscard]] std::string render_end(const EndPage& page);

/// The form posts `mobile`.
[[nodiscard]] std::string render_mobile(const MobilePage& page);

/// Holds the global variable `str`, a JSON text `{"code":…,"message":…}` without apostrophes: code
/// 200 on success, else a number other than 200 or a text (facts 14.7, 14.9).
[[nodiscard]] std::string render_result(const ResultPage& page);

/// A path that nothing answers at, for people who opened it: links that lead on.
[[nodiscard]] std::string render_astray(std::string_view path);

/// One route of the index.
struct IndexRow {
  std::string_view method, path, says;
};
/// The routes of the control plane.
[[nodiscard]] std::string render_index(const std::vector<IndexRow>& rows);

}  // namespace lotusbox::api

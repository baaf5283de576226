// What the vendor would send by e-mail or text message, and when: a table of rows, each of which
// is told by a change of an object.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "core/behaviour/change.h"

namespace lotusbox {

struct MailRow {
  std::string_view id;
  Trigger on;
  Guard guard;
  MailKind kind;
  MailChannel channel;
  std::string_view meaning;
  Evidence evidence;
  std::string_view source;
};

/// A reminder has no row of its own: it is asked for, and nothing changes.
std::span<const MailRow> mail_rows();

/// What a change of an object leads to.
void post_mails(World& world, const Change& change);
void post_reminder(World& world, const ReminderDraft& reminder);

/// The address or number that a mail goes to.
[[nodiscard]] std::string_view recipient(const World& world, const Mail& mail);
[[nodiscard]] const Terms& terms_of(const World& world, const Mail& mail);
/// The number of a mail that exists or existed.
[[nodiscard]] std::optional<std::uint32_t> find_mail(const World& world, std::string_view id);
[[nodiscard]] std::string mail_id(const World& world, std::uint32_t number);

}  // namespace lotusbox

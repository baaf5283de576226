// What the vendor would send by e-mail or text message, and when: a table of rows, each of which
// is told by a change of an object. Also the rules for the outbox.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/behaviour/change.h"
#include "core/behaviour/rule.h"
#include "core/model/field.h"

namespace lotusbox {

struct MailRow {
  std::string_view id;
  Machine when;
  std::uint8_t on;  ///< its trigger
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
[[nodiscard]] bool is_mail_kind(std::string_view wanted);

/// `GET /_mock/outbox`.
struct OutboxClaim {
  Field type, channel, resource, limit, after;
  bool after_known = true;  ///< `after` names a mail of this world
};
std::optional<Refusal> refuse_outbox(const OutboxClaim& claim);
/// Call when refuse_outbox had nothing to say.
std::size_t read_outbox_limit(const OutboxClaim& claim);
std::vector<const Rule*> outbox_rule_list();

}  // namespace lotusbox

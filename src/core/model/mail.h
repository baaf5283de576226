// What the vendor would have sent by e-mail or text message: kept, so that a test can read it as a
// customer or the operations desk of the merchant would. The oldest go first.
#pragma once

#include <cstdint>
#include <deque>
#include <optional>
#include <string_view>

#include "base/shared.h"
#include "base/text_pool.h"
#include "core/model/event.h"
#include "core/values/instant.h"

namespace lotusbox {

/// Of the ids of mails; invented.
inline constexpr std::string_view kMailPrefix = "ML";

enum class MailKind : std::uint8_t {
  invitation,       ///< the link of a new source
  reminder,         ///< the same link once more
  management_link,  ///< the link of an amend, pause, resume or cancel
  source_returned   ///< to the operations desk: LotusPay gives a source back
};
enum class MailChannel : std::uint8_t { email, sms };

std::string_view to_text(MailKind value);  ///< `source.invitation`
std::string_view to_text(MailChannel value);
std::optional<MailChannel> parse_mail_channel(std::string_view text);

struct Mail {
  Instant at;
  ObjectRef about;             ///< a source or mandate
  std::optional<LinkId> link;  ///< none: there is nothing to follow
  Text reason_code, reason;    ///< why a source came back
  MailKind kind = MailKind::invitation;
  MailChannel channel = MailChannel::email;
};

/// Mails by their numbers, which begin at 0 and are never used again.
class Mails {
 public:
  void post(const Mail& mail);
  [[nodiscard]] std::uint32_t first() const { return inner_.read().first; }  ///< that is kept
  [[nodiscard]] std::uint32_t end() const;  ///< the number of the next
  [[nodiscard]] const Mail& at(std::uint32_t number) const;

 private:
  struct Inner {
    std::uint32_t first = 0;
    std::deque<Mail> kept;
  };
  Shared<Inner> inner_;
};

}  // namespace lotusbox

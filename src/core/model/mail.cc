#include "core/model/mail.h"

#include "base/check.h"
#include "core/model/word_table.h"
#include "core/values/limits.h"

namespace lotusbox {

namespace {
constexpr Words<4> kKind{"source.invitation", "source.reminder", "mandate.link", "source.returned"};
constexpr Words<2> kChannel{"email", "sms"};
}  // namespace

std::string_view to_text(MailKind value) { return word(kKind, value); }
std::string_view to_text(MailChannel value) { return word(kChannel, value); }
std::optional<MailChannel> parse_mail_channel(std::string_view text) {
  return find_word<MailChannel>(kChannel, text);
}

void Mails::post(const Mail& mail) {
  Inner& inner = inner_.edit();
  if (inner.kept.size() == limits::kMailsKept) {
    inner.kept.pop_front();
    ++inner.first;
  }
  inner.kept.push_back(mail);
}

std::uint32_t Mails::end() const {
  const Inner& inner = inner_.read();
  return inner.first + static_cast<std::uint32_t>(inner.kept.size());
}

const Mail& Mails::at(std::uint32_t number) const {
  const Inner& inner = inner_.read();
  LOTUSBOX_CHECK(number >= inner.first && number < end(), "a mail that is not kept is read");
  return inner.kept[number - inner.first];
}

}  // namespace lotusbox

#include <doctest/doctest.h>

#include "core/model/mail.h"
#include "core/values/limits.h"

using namespace lotusbox;

namespace {

Mail mail_at(std::int64_t seconds) { return Mail{.at = instant_of(seconds)}; }

}  // namespace

TEST_CASE("the outbox keeps the newest mails, and their numbers go on") {
  Mails mails;
  CHECK(mails.first() == 0);
  CHECK(mails.end() == 0);
  const auto most = static_cast<std::uint32_t>(limits::kMailsKept);
  for (std::uint32_t number = 0; number < most; ++number) mails.post(mail_at(number));
  CHECK(mails.first() == 0);
  CHECK(mails.end() == most);
  mails.post(mail_at(most));
  CHECK(mails.first() == 1);
  CHECK(mails.end() == most + 1);
  CHECK(mails.at(1).at == instant_of(1));
  CHECK(mails.at(most).at == instant_of(most));
}

TEST_CASE("copies of an outbox share it until one of them is written to") {
  Mails mails;
  mails.post(mail_at(1));
  Mails copy = mails;
  copy.post(mail_at(2));
  CHECK(mails.end() == 1);
  CHECK(copy.end() == 2);
  CHECK(copy.at(0).at == instant_of(1));
}

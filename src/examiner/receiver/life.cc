#include "examiner/receiver/life.h"

#include "base/check.h"
#include "scenario/verbs.h"

namespace lotusbox::examiner {

namespace {

// A minute between two steps: then no two events of a mandate that matter have the same second.
constexpr std::string_view kLife = R"(# LIFE-001  The life that examinations are made from.
world at=2026-01-12T10:00:00+05:30 profile=documented seed=7
----

source as=s1 link=l1 maximum=500000 final=2026-04-30
----

advance by=PT1M
----

authorise link=l1
----

advance by=PT1M
----

request amend mandate=m1 maximum_amount="7500.00" link=l2
----

advance by=PT1M
----

authorise link=l2
----

advance by=PT1M
----

request amend mandate=m1 maximum_amount="9500.00" link=l3
----

advance by=PT1M
----

authorise link=l3 outcome=rejected
----

advance by=PT1M
----

request pause mandate=m1 link=l4
----

advance by=PT1M
----

authorise link=l4 outcome=rejected
----

advance by=PT1M
----

request pause mandate=m1 link=l5
----

advance by=PT1M
----

authorise link=l5
----

advance by=PT1M
----

request resume mandate=m1 link=l6
----

advance by=PT1M
----

authorise link=l6 outcome=rejected
----

advance by=PT1M
----

request resume mandate=m1 link=l7
----

advance by=PT1M
----

authorise link=l7
----

source as=s2 variant=physical debtor_account_number=999933000001 reference1=R2
----

image source=s2
----

process s2
----

source as=s3 link=l8
----

withdraw s3
----

source as=s4 link=l9 maximum=500000
----

authorise link=l9
----

mandate as=m5 maximum=500000 debtor_account_number=999960000000 responded=2026-01-02
----

mandate as=m6 maximum=500000 debtor_account_number=999950000026 responded=2026-01-02
----

mandate as=m7 maximum=500000 responded=2026-01-02
----

advance to=2026-01-19T08:00:00+05:30
----

debit as=d5 mandate=m5 amount=50000 date_charge=2026-01-21
----

debit as=d6 mandate=m6 amount=50000 date_charge=2026-01-21
----

debit as=d7 mandate=m7 amount=50000 date_charge=2026-01-21
----

debit as=d8 mandate=m7 amount=30000 date_charge=2026-03-20
----

advance by=PT1M
----

cancel d8
----

advance to=2026-02-02T10:00:00+05:30
----

bank debit=d7 outcome=returned response_code=04
----

request cancel mandate=m4 link=l10
----

advance by=PT1M
----

authorise link=l10 outcome=rejected
----

advance by=PT1M
----

request cancel mandate=m4 link=l11
----

advance by=PT1M
----

authorise link=l11
----
)";

constexpr int kPaddings = 16;
constexpr int kKilobyteNotes = 250;

/// A customer whose event holds this note.
std::string customer(const std::string& note) {
  return "\nhttp POST /v1/customers\n{\"name\":\"RAVI\",\"metadata\":{\"note\":\"" + note +
         "\"}}\n----\n";
}

}  // namespace

scenario::Script life_script() {
  std::string text(kLife);
  for (int i = 0; i < kPaddings; ++i)
    text += customer(std::string(static_cast<std::size_t>(i), 'x'));
  text += customer(std::string(kDevanagari) + " भारत");
  text += customer(std::string(kEmoji) + " 👩‍🚀");
  std::string long_note(kFourKilobytes);
  for (int i = 0; i < kKilobyteNotes; ++i) long_note += "0123456789 rupee";
  text += customer(long_note);
  text += "\nadvance to=2026-05-02T10:00:00+05:30\n----\n";
  auto script = scenario::parse_script("life", text, scenario::Expected::may_be_missing);
  LOTUSBOX_CHECK(script.ok(), "the life is a scenario");
  LOTUSBOX_CHECK(scenario::check_verbs(*script).empty(), "the verbs of the life exist");
  return std::move(script.value());
}

}  // namespace lotusbox::examiner

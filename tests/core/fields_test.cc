#include <doctest/doctest.h>

#include <string>

#include "support/play.h"
#include "support/printers.h"

using namespace lotusbox;
using namespace lotusbox::test;

namespace {

std::string amend_amount(Play& play, MandateId id, const Field& amount, bool fixed = false) {
  ManageMandate command = good_request(play.world, Action::amend, id);
  command.maximum_amount = {};
  (fixed ? command.collection_amount : command.maximum_amount) = amount;
  return Play(play).refusal(command);
}

std::string create(Play& play, const CreateSource& command) { return Play(play).refusal(command); }

void set_profile(Play& play, std::string_view profile) {
  SetPolicy policy;
  policy.profile = text(profile);
  play.must(policy);
}

MandateId mandate_with(Play& play, std::string_view variant, std::string_view category) {
  MakeMandate command = good_mandate();
  command.debit.variant = text(variant);
  command.debit.category_code = text(category);
  return MandateId{play.must(command).index_of(ObjectKind::mandate)};
}

}  // namespace

TEST_CASE("an amend takes paise without decimals and rupees with them") {
  Play play;
  const MandateId id = play.mandate();
  const struct {
    std::string_view amount;
    std::int64_t paise;
  } rows[] = {{"1000", 1000}, {"1000.00", 100000}, {"1000.5", 100050}, {"5.00", 500}, {"100", 100}};
  for (const auto& row : rows) {
    ManageMandate command = good_request(play.world, Action::amend, id);
    command.maximum_amount = text(row.amount);
    const LinkId link{play.must(command).index_of(ObjectKind::link)};
    play.must(answer(link));
    CHECK(play.state(id).amount == Paise(row.paise));
  }
}

TEST_CASE("amounts of an amend lie within the limits of variant and category") {
  const struct {
    std::string_view variant, category;
    std::int64_t most;
  } rows[] = {{"emandate_api", "L001", 100000000},    {"emandate_api", "S001", 2500000},
              {"emandate_api", "L002", 100000000},    {"emandate_api", "T002", 100000000},
              {"emandate_esign", "L001", 1000000000}, {"physical", "L001", 1000000000},
              {"physical", "S001", 2500000},          {"physical", "L002", 500000000},
              {"physical", "T002", 3000000000}};
  for (const auto& row : rows) {
    Play play;
    const MandateId id = mandate_with(play, row.variant, row.category);
    const auto with = [&](std::int64_t paise) {
      return amend_amount(play, id, text(std::to_string(paise)));
    };
    CAPTURE(row.variant);
    CAPTURE(row.category);
    CHECK(with(0) == "amend.amount_range");
    CHECK(with(99) == "amend.amount_range");
    CHECK(with(100) == "accepted");
    CHECK(with(row.most) == "accepted");
    CHECK(with(row.most + 1) == "amend.amount_range");
    CHECK(amend_amount(play, id, text("0.99")) == "amend.amount_range");
    CHECK(amend_amount(play, id, text("1.00")) == "accepted");
  }
}

TEST_CASE("the kind of an amount stays what it was") {
  Play play;
  MakeMandate making = good_mandate();
  making.debit.amount_maximum = {};
  making.debit.amount_collection = number("5000");
  const MandateId fixed{play.must(making).index_of(ObjectKind::mandate)};
  const MandateId highest = play.mandate();
  CHECK(amend_amount(play, fixed, text("6000"), true) == "accepted");
  CHECK(amend_amount(play, fixed, text("6000"), false) == "amend.amount_kind_locked");
  CHECK(amend_amount(play, highest, text("6000"), true) == "amend.amount_kind_locked");
  ManageMandate both = good_request(play.world, Action::amend, highest);
  both.collection_amount = text("1000");
  CHECK(play.refusal(both) == "amend.amount_kind_locked");
  both.collection_amount = null_value();
  CHECK(play.refusal(both) == "accepted");
}

TEST_CASE("a number for an amount is taken only where clients are known to send it") {
  for (const std::string_view profile : {"documented", "strict", "lenient"}) {
    Play play;
    set_profile(play, profile);
    const MandateId id = play.mandate();
    const bool lenient = profile == "lenient";
    CAPTURE(profile);
    CHECK(amend_amount(play, id, number("5000")) == (lenient ? "accepted" : "amend.amount_format"));
    for (const Field& bad : {number("50.00"), number("-5000"), number("5e3"), boolean(true),
                             nested(), text("1,000"), text("")}) {
      CAPTURE(bad.text);
      CHECK(amend_amount(play, id, bad) == "amend.amount_format");
    }
    CHECK(amend_amount(play, id, number("99")) ==
          (lenient ? "amend.amount_range" : "amend.amount_format"));
  }
}

TEST_CASE("an unknown key is refused by the strict profile only") {
  for (const Action action : kActions) {
    for (const std::string_view profile : {"documented", "strict", "lenient"}) {
      Play play;
      set_profile(play, profile);
      const MandateId id = play.mandate(action == Action::resume ? "paused" : "active");
      ManageMandate command = good_request(play.world, action, id);
      command.unknown_keys = {"colour", "size"};
      const StepResult result = play.run(command);
      CAPTURE(profile);
      CHECK(result.ok() == (profile != "strict"));
      if (!result.ok()) {
        CHECK(result.error().rule->id == "request.body_malformed");
        CHECK(result.error().param() == "colour");
      }
    }
  }
}

TEST_CASE("frequencies of an amend") {
  Play play;
  const MandateId id = play.mandate();
  MakeMandate once = good_mandate();
  once.debit.frequency = {};
  once.debit.occurrence_sequence_type = text("OOFF");
  const MandateId one_off{play.must(once).index_of(ObjectKind::mandate)};
  CHECK_FALSE(play.state(one_off).frequency.has_value());
  const auto with = [&](MandateId mandate, const Field& frequency) {
    ManageMandate command = good_request(play.world, Action::amend, mandate);
    command.maximum_amount = {};
    command.frequency = frequency;
    return Play(play).refusal(command);
  };
  for (const std::string_view good :
       {"ADHO", "INDA", "DAIL", "WEEK", "MNTH", "QURT", "MIAN", "YEAR", "BIMN", "Adho", "week"}) {
    CHECK(with(id, text(good)) == "accepted");
    CHECK(with(one_off, text(good)) == "amend.frequency_code");
  }
  for (const Field& bad : {text("FORT"), text("MONTHLY"), text(""), number("1"), nested()}) {
    CHECK(with(id, bad) == "amend.frequency_code");
  }
}

TEST_CASE("no key, or keys without a value, is no amend") {
  Play play;
  const MandateId id = play.mandate();
  ManageMandate command = good_request(play.world, Action::amend, id);
  command.maximum_amount = {};
  CHECK(play.refusal(command) == "amend.at_least_one_key");
  command.frequency = null_value();
  command.collection_amount = null_value();
  CHECK(play.refusal(command) == "amend.at_least_one_key");
  command.return_url = text("https://shop.example/");
  CHECK(play.refusal(command) == "amend.at_least_one_key");
}

TEST_CASE("a mandate is named exactly once, by its id or its UMRN") {
  Play play;
  const MandateId id = play.mandate();
  ManageMandate command = good_request(play.world, Action::pause, id);
  command.umrn = text(umrn_of(play.world, id));
  CHECK(play.refusal(command) == "request.mandate_named_once");
  command.mandate_id = null_value();
  CHECK(Play(play).refusal(command) == "accepted");
  command.umrn = text("ICIC7010000000000000");
  const StepResult unknown = play.run(command);
  REQUIRE_FALSE(unknown.ok());
  CHECK(unknown.error().rule->id == "request.mandate_unknown");
  CHECK(unknown.error().param() == "umrn");
  command.umrn = {};
  CHECK(play.refusal(command) == "request.mandate_named_once");
  command.mandate_id = text("");
  CHECK(play.refusal(command) == "request.mandate_unknown");
}

TEST_CASE("modes of a request are those of the bank for that action") {
  Play play;
  MakeMandate making = good_mandate();
  making.debit.debtor_agent_code = text("AUBL");
  const MandateId active{play.must(making).index_of(ObjectKind::mandate)};
  making.status = text("paused");
  const MandateId paused{play.must(making).index_of(ObjectKind::mandate)};
  const auto with = [&](Action action, std::string_view mode) {
    ManageMandate command =
        good_request(play.world, action, action == Action::resume ? paused : active);
    command.auth_mode = text(mode);
    return Play(play).refusal(command);
  };
  for (const Action action : {Action::amend, Action::pause, Action::cancel}) {
    CHECK(with(action, "debitcard") == "accepted");
    CHECK(with(action, "debit_card") == "accepted");
    CHECK(with(action, "aadhaar") == "accepted");
    CHECK(with(action, "netbanking") == "request.auth_mode");
    CHECK(with(action, "upi") == "request.auth_mode");
  }
  CHECK(with(Action::resume, "debitcard") == "request.auth_mode");
  CHECK(Play(play).refusal(good_request(play.world, Action::resume, paused)) == "accepted");
}

TEST_CASE("amounts of a source") {
  Play play;
  CreateSource command = good_source();
  const struct {
    Field amount;
    std::string_view says;
  } rows[] = {{number("100"), "accepted"},
              {text("100"), "accepted"},
              {text("000100"), "accepted"},
              {number("100000000"), "accepted"},
              {number("99"), "source.amount_range"},
              {number("0"), "source.amount_range"},
              {number("100000001"), "source.amount_range"},
              {text("9223372036854775807"), "source.amount_range"},
              {text("9223372036854775808"), "source.amount_range"},
              {number("100000000000000000000"), "source.amount_range"},
              {number("-100"), "source.amount_whole"},
              {number("1000.00"), "source.amount_whole"},
              {number("1e5"), "source.amount_whole"},
              {text("1,000"), "source.amount_whole"},
              {text(" 1000"), "source.amount_whole"},
              {text("Rs 1000"), "source.amount_whole"},
              {boolean(true), "source.amount_whole"},
              {nested(), "source.amount_whole"},
              {null_value(), "source.one_amount"},
              {{}, "source.one_amount"}};
  for (const auto& row : rows) {
    command.debit.amount_maximum = row.amount;
    CAPTURE(row.amount.text);
    CHECK(create(play, command) == row.says);
    CreateSource fixed = command;
    fixed.debit.amount_collection = row.amount;
    fixed.debit.amount_maximum = {};
    CHECK(create(play, fixed) == row.says);
  }
  command.debit.amount_maximum = number("2500000");
  command.debit.category_code = text("S001");
  CHECK(create(play, command) == "accepted");
  command.debit.amount_maximum = number("2500001");
  CHECK(create(play, command) == "source.amount_range");
}

TEST_CASE("who owes, and at which bank") {
  Play play;
  const auto with = [&](Field DebitFields::*field, const Field& value) {
    CreateSource command = good_source();
    command.debit.*field = value;
    return create(play, command);
  };
  using F = DebitFields;
  for (const Field& bad :
       {text("XXXX"), text("icic"), text(""), null_value(), Field(), nested(), text("PAPR")}) {
    CHECK(with(&F::debtor_agent_code, bad) == "source.debtor_agent_code");
  }
  CHECK(with(&F::debtor_agent_code, text("AUBL")) == "accepted");
  for (const Field& bad : {Field(), text(std::string(41, 'A')), text("O'BRIEN"), number("5")}) {
    CHECK(with(&F::debtor_account_name, bad) == "source.debtor_account_name");
  }
  CHECK(with(&F::debtor_account_name, text(std::string(40, 'A'))) == "accepted");
  for (const Field& bad : {Field(), text(std::string(36, '1')), text("12-34"), nested()}) {
    CHECK(with(&F::debtor_account_number, bad) == "source.debtor_account_number");
  }
  CHECK(with(&F::debtor_account_number, number("12345678")) == "accepted");
  CHECK(with(&F::debtor_account_number, text(std::string(35, '1'))) == "accepted");
  for (const std::string_view bad : {"cc", "nre", "nro", "other", "gold"}) {
    CHECK(with(&F::debtor_account_type, text(bad)) == "source.debtor_account_type");
  }
  CHECK(with(&F::debtor_account_type, {}) == "accepted");
  CHECK(with(&F::variant, text("physical")) == "accepted");
  CHECK(with(&F::variant, text("emandate_esign")) == "accepted");
  CHECK(with(&F::variant, text("paper")) == "source.variant");
  CHECK(with(&F::category_code, text("l001")) == "source.category_code");
  CHECK(with(&F::reference1, text(std::string(40, 'x'))) == "accepted");
  CHECK(with(&F::reference3, text(std::string(41, 'x'))) == "source.references");
  CHECK(with(&F::reference2, text("it's")) == "accepted");
  CHECK(with(&F::reference2, text("a\nb")) == "source.references");
  CHECK(with(&F::reference3, nested()) == "source.references");
}

TEST_CASE("an IFSC alone names the bank, and may not name another than the code") {
  Play play;
  const auto with = [&](const Field& code, const Field& mmbid) {
    CreateSource command = good_source();
    command.debit.debtor_agent_code = code;
    command.debit.debtor_agent_mmbid = mmbid;
    return create(play, command);
  };
  CHECK(with({}, text("ICIC0000047")) == "accepted");
  CHECK(with(text("ICIC"), text("ICIC0000047")) == "accepted");
  CHECK(with(text("ICIC"), {}) == "accepted");
  CHECK(with({}, text("NOTANIFSC")) == "source.debtor_agent_mmbid");
  CHECK(with({}, text("ZZZZ0000047")) == "source.debtor_agent_code");
  CHECK(with(text("ICIC"), text("ZZZZ0000047")) == "source.one_bank");
  CHECK(with({}, {}) == "source.debtor_agent_code");
}

TEST_CASE("a world takes up a thousand profiles that were not set") {
  Play play;
  CreateSource command = good_source();
  const auto profile = [](std::size_t number) {
    return text("NACH" + std::string(8, '0') + std::to_string(100000 + number));
  };
  const std::size_t known = play.world.creditors.read().rows.size();
  for (std::size_t i = known; i < limits::kNachProfiles; ++i) {
    command.debit.creditor_utility_code = profile(i);
    REQUIRE(play.refusal(command) == "accepted");
  }
  command.debit.creditor_utility_code = profile(limits::kNachProfiles);
  CHECK(play.refusal(command) == "source.nach_profile");
  command.debit.creditor_utility_code = profile(known);
  CHECK(play.refusal(command) == "accepted");
  CHECK(play.world.creditors.read().rows.size() == limits::kNachProfiles);
}

TEST_CASE("texts of every allowed length fit into the world") {
  Play play;
  CreateSource command = good_source();
  command.return_url = text("http://" + std::string(limits::kUrlLength - 7, 'a'));
  command.metadata = nested();
  command.metadata_json = "{\"a\":\"" + std::string(limits::kMetadataBytes - 8, 'x') + "\"}";
  CHECK(play.refusal(command) == "accepted");
  command.metadata_json += ' ';
  CHECK(play.refusal(command) == "source.metadata");
}

TEST_CASE("metadata of a direct mandate keeps to the bounds of a source") {
  Play play;
  MakeMandate making = good_mandate();
  making.metadata = nested();
  making.metadata_json = "{\"a\":\"" + std::string(40000, 'x') + "\"}";
  CHECK_FALSE(play.run(making).ok());
  making.metadata_json.clear();  // given, but no hash
  CHECK_FALSE(play.run(making).ok());
}

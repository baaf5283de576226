#include "population.h"

#include "base/check.h"
#include "base/text.h"
#include "wire/commands.h"

namespace lotusbox::bench {
namespace {

constexpr std::uint64_t kSeed = 7;
constexpr std::int64_t kStart = 1768019400;  // 2026-01-10T10:00:00+05:30

Field text_field(std::string text) { return {Field::Kind::text, std::move(text)}; }

/// A source as most merchants would send it.
Command make_create() {
  return wire::read_create_source(wire::Body::read("application/json", R"({
    "type": "nach_debit",
    "nach_debit": {"amount_maximum": 1000000, "frequency": "MNTH",
      "date_first_collection": "2026-02-01", "date_final_collection": "2036-01-31",
      "debtor_account_name": "RAVI SAMPLEKAR", "debtor_account_number": "999900000002",
      "debtor_account_type": "savings", "debtor_agent_code": "ICIC",
      "debtor_email": "ravi@merchant.example", "debtor_mobile": "9000000000",
      "reference1": "LOAN 0000000000"},
    "redirect": {"return_url": "https://merchant.example/back"}})"));
}

/// Three keys at once, as in the first scenario.
Command make_amend() {
  ManageMandate command;
  command.action = Action::amend;
  command.maximum_amount = text_field("7500.00");
  command.frequency = text_field("QURT");
  command.final_collection_date = text_field("2035-12-31");
  return command;
}

Command make_accept() {
  SubmitOutcome command;
  command.outcome = text_field("accepted");
  return command;
}

}  // namespace

Population::Population(std::shared_ptr<const Reference> reference, std::uint32_t mandates)
    : world_(std::move(reference), kSeed, instant_of(kStart)),
      create_(make_create()),
      amend_(make_amend()),
      accept_(make_accept()) {
  std::get<ManageMandate>(amend_).mandate_id.kind = Field::Kind::text;
  for (std::uint32_t i = 0; i < mandates; ++i) make_mandate(i);
  ids_.reserve(mandates);
  for (std::uint32_t i = 0; i < mandates; ++i) {
    ids_.push_back(id_text(world_, {ObjectKind::mandate, i}));
  }
}

void Population::make_mandate(std::uint32_t number) {
  constexpr int kAccountDigits = 12;
  constexpr int kReferenceDigits = 10;
  DebitFields& debit = std::get<CreateSource>(create_).debit;
  debit.debtor_account_number.text = format_padded(999900000000 + number, kAccountDigits);
  debit.debtor_mobile.text = format_padded(9000000000 + number, kReferenceDigits);
  debit.reference1.text = "LOAN " + format_padded(number, kReferenceDigits);
  const StepResult made = submit(world_, create_);
  accept(world_, world_.sources[made->index_of(ObjectKind::source)].link.value());
}

std::uint32_t Population::scattered(std::uint64_t turn) const {
  constexpr std::uint64_t kStride = 7919;  // a prime that divides no size in use
  return static_cast<std::uint32_t>(turn * kStride % size());
}

LinkId Population::amend(World& world, std::uint32_t mandate) {
  std::get<ManageMandate>(amend_).mandate_id.text = ids_[mandate];
  return LinkId{submit(world, amend_)->index_of(ObjectKind::link)};
}

void Population::accept(World& world, LinkId link) {
  std::get<SubmitOutcome>(accept_).link = link;
  static_cast<void>(submit(world, accept_));
}

void Population::run_cycles(std::uint64_t count) {
  for (std::uint64_t i = 0; i < count; ++i) {
    accept(world_, amend(world_, scattered(turn_++)));
  }
}

StepResult Population::submit(World& world, const Command& command) {
  StepResult result = step(world, command, coverage_);
  LOTUSBOX_CHECK(result.ok(), result.ok() ? "" : result.error().finding.message);
  return result;
}

}  // namespace lotusbox::bench

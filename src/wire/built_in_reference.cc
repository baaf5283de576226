#include <fixtures/embedded.h>  // made by the build

#include "wire/reference.h"

namespace lotusbox::wire {

namespace {

// The bits of the rows are counted as embed.py names the modes.
static_assert(static_cast<int>(AuthMode::netbanking) == 0);
static_assert(static_cast<int>(AuthMode::debitcard) == 1);
static_assert(static_cast<int>(AuthMode::aadhaar) == 2);
static_assert(static_cast<int>(AuthMode::others) == 3);

Bank bank_of(const fixtures::BankRow& row) {
  Bank bank{std::string(row.code),
            std::string(row.name),
            std::string(row.ifsc),
            std::string(row.micr),
            row.ach_dr,
            {row.modes},
            {}};
  bank.actions[static_cast<std::size_t>(Action::amend)] = {row.amend};
  bank.actions[static_cast<std::size_t>(Action::pause)] = {row.pause};
  bank.actions[static_cast<std::size_t>(Action::resume)] = {row.resume};
  bank.actions[static_cast<std::size_t>(Action::cancel)] = {row.cancel};
  return bank;
}

WorkingDays working_days() {
  std::vector<CivilDate> holidays;
  holidays.reserve(fixtures::holidays.size());
  for (const std::int32_t day : fixtures::holidays) {
    holidays.push_back(CivilDate::from_day_number(day));
  }
  return WorkingDays(std::move(holidays));
}

}  // namespace

Reference built_in_reference() {
  Reference reference;
  reference.banks.reserve(fixtures::banks.size());
  for (const auto& row : fixtures::banks) reference.banks.push_back(bank_of(row));
  for (const auto& row : fixtures::categories) {
    reference.categories.push_back(
        {std::string(row.code), std::string(row.description), Paise(row.limit_paise)});
  }
  reference.codes.reserve(fixtures::codes.size());
  for (const auto& row : fixtures::codes) {
    const auto represents = row.represents < 0 ? std::nullopt : std::optional(row.represents);
    reference.codes.push_back(
        {std::string(row.code), std::string(row.label), std::string(row.family), represents});
  }
  reference.working_days = working_days();
  auto& creditors = reference.creditors.edit().rows;
  for (const auto& row : fixtures::nach_profiles) {
    creditors.push_back({std::string(row.name), std::string(row.utility_code),
                         std::string(row.agent_code), std::string(row.agent_mmbid),
                         std::string(row.agent_name)});
  }
  reference.default_category = fixtures::default_category;
  for (const auto& row : fixtures::agents) {
    reference.agents.push_back({std::string(row.code), std::string(row.name),
                                std::string(row.email), std::string(row.mobile),
                                std::string(row.identification), std::string(row.status),
                                instant_of(row.created)});
  }
  return reference;
}

}  // namespace lotusbox::wire

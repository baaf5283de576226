#include "core/model/reference.h"

#include <algorithm>

#include "base/check.h"

namespace lotusbox {

namespace {

template <class Row>
const Row* find_by_code(const std::vector<Row>& rows, std::string_view code) {
  const auto found =
      std::find_if(rows.begin(), rows.end(), [&](const Row& row) { return row.code == code; });
  return found == rows.end() ? nullptr : &*found;
}

}  // namespace

const Bank* Reference::find_bank(std::string_view code) const {
  const auto found = std::lower_bound(
      banks.begin(), banks.end(), code,
      [](const Bank& bank, std::string_view wanted) { return bank.code < wanted; });
  return found == banks.end() || found->code != code ? nullptr : &*found;
}

const Bank* Reference::find_bank_of_ifsc(std::string_view ifsc) const {
  const auto head_office =
      std::find_if(banks.begin(), banks.end(), [&](const Bank& bank) { return bank.ifsc == ifsc; });
  return head_office == banks.end() ? find_bank(ifsc.substr(0, 4)) : &*head_office;
}

const Category* Reference::find_category(std::string_view code) const {
  return find_by_code(categories, code);
}

const ReasonCode* Reference::find_code(std::string_view code) const {
  return find_by_code(codes, code);
}

bool passes(const Bank& bank, BankFilter filter) {
  switch (filter) {
    // Nothing is known about eSign by bank: a bank that takes paper mandates is taken to take it.
    case BankFilter::ach_dr:
    case BankFilter::esign: return bank.ach_debit;
    case BankFilter::api: return !bank.create.none();
    case BankFilter::netbanking: return bank.create.has(AuthMode::netbanking);
    case BankFilter::debitcard: return bank.create.has(AuthMode::debitcard);
    case BankFilter::aadhaar: return bank.create.has(AuthMode::aadhaar);
    case BankFilter::others: return bank.create.has(AuthMode::others);
  }
  LOTUSBOX_UNREACHABLE("bank filter");
}

}  // namespace lotusbox

#include "core/behaviour/bank/tables.h"

#include "base/check.h"
#include "core/behaviour/cancellation/machine.h"
#include "core/behaviour/mandate/machine.h"
#include "core/behaviour/source/machine.h"

namespace lotusbox {

namespace {

using enum BankStep;
using enum BankMove;
using enum Evidence;
using St = SourceTrigger;
using Mt = MandateTrigger;
using Ct = CancellationTrigger;

constexpr std::string_view kVendor = "LOTUSPAY";
constexpr std::string_view kSponsor = "SPONSOR BANK";
constexpr std::string_view kBank = "BANK";
constexpr std::string_view kNpci = "NPCI";

constexpr BankStepRow kSteps[] = {
    {submission, submit, "a source that was processed or signed, for LotusPay",
     "at the next cut-off (3 PM, or 4 PM by policy); after a technical failure at the one of the "
     "next day",
     documented, "seed 3; facts 9, contradiction 14"},
    {acknowledgement, acknowledge, "a submitted source, for the sponsor bank",
     "at 8 PM of the same day, or of the next working day", documented,
     "seed 3: the same working day evening; the hour is ours (B1)"},
    {response, accepted, "an acknowledged mandate, for the bank of the debtor",
     "5 days after the acknowledgement for paper, 2 for eSign", documented,
     "facts 9: the longest that is allowed (B1)"},
    {cancel_submission, cancel_submitted, "a cancellation through the sponsor bank, for LotusPay",
     "at the next cut-off", assumed, "facts 4.2: two to three days in all (B1)"},
    {cancel_response, cancel_confirmed, "a submitted cancellation, for the banks",
     "2 days after its submission", assumed, "facts 4.2: two to three days in all (B1)"},
};

constexpr BankMoveRow kMoves[] = {
    {submit, St::sent, submission, "", "", kVendor,
     "LotusPay hands the source to the sponsor bank"},
    {send_back, St::returned, submission, "", "Image not properly cropped", kVendor,
     "LotusPay returns the source to the merchant, before or after its submission; once by "
     "itself",
     acknowledgement},
    {withdraw, St::given_up, submission, "", "Withdrawn after review", kVendor,
     "LotusPay withdraws a source that the sponsor bank could not take"},
    {acknowledge, St::acknowledged, acknowledgement, "", "", kSponsor,
     "the UMRN arrives and the mandate is made"},
    {report, St::reported, acknowledgement, "", "", kSponsor,
     "no usable answer: the merchant is to look into the report of the sponsor bank"},
    {reject_initially, St::initially_rejected, acknowledgement, "",
     "Initial rejection by the sponsor bank", kSponsor,
     "the sponsor bank refuses the input: the source is withdrawn"},
    {fail_technically, St::failed_technically, acknowledgement, "", "", kSponsor,
     "submission or acknowledgement fail, once by itself: the source is submitted again"},
    {accepted, Mt::bank_accepted, response, "", "", kBank, "the bank of the debtor accepts"},
    {rejected, Mt::bank_rejected, response, "M003", "", kBank, "the bank of the debtor refuses"},
    {no_answer, Mt::bank_rejected, response, "ncex", "", kNpci,
     "the bank is silent: NPCI refuses after 10 days"},
    {cancel_submitted, Ct::submitted, cancel_submission, "", "", kVendor,
     "the cancellation goes to the sponsor bank"},
    {cancel_confirmed, Ct::confirmed, cancel_response, "", "", kBank, "the mandate is cancelled"},
    {cancel_failed, Ct::failed, cancel_response, "", "", kBank, "the mandate stays active"},
    {cancel_received, Ct::received, std::nullopt, "C001", "", kBank,
     "inward: the bank says that the mandate is cancelled"},
};

constexpr MagicAccount kMagic[] = {
    {"999911000001", std::nullopt, std::nullopt, Variant::emandate_api, "AP05",
     "emandate_api: the bank refuses what the customer authorised"},
    {"999911000002", std::nullopt, std::nullopt, Variant::emandate_api, "182",
     "emandate_api: NPCI refuses what the customer authorised"},
    {"999911000003", std::nullopt, std::nullopt, Variant::emandate_api, "185",
     "emandate_api: NPCI refuses, with its other sandbox code"},
    {"999911000004", std::nullopt, std::nullopt, Variant::emandate_esign, "ESP-944",
     "emandate_esign: the signature does not come about"},
    {"999922000001", submission, send_back, Variant::physical, "", "the image is returned once"},
    {"999922000002", acknowledgement, reject_initially, Variant::physical, "",
     "the sponsor bank rejects the input"},
    {"999922000003", acknowledgement, fail_technically, Variant::physical, "",
     "the first submission fails technically"},
    {"999922000004", acknowledgement, report, Variant::physical, "",
     "no acknowledgement: BANK_REPORT"},
    {"999933000001", response, rejected, Variant::physical, "M003",
     "the mandate fails: the signature differs"},
    {"999933000002", response, rejected, Variant::physical, "M038",
     "the mandate fails: no such account"},
    {"999933000003", response, no_answer, Variant::physical, "ncex",
     "the bank never answers: TAT expired after 10 days"},
    {"999944000001", cancel_response, cancel_failed, Variant::physical, "",
     "a cancellation through the sponsor bank fails"},
};

}  // namespace

std::span<const BankStepRow> bank_steps() { return kSteps; }
std::span<const BankMoveRow> bank_moves() { return kMoves; }
std::span<const MagicAccount> magic_accounts() { return kMagic; }

const BankStepRow& row_of(BankStep step) {
  const BankStepRow& row = kSteps[static_cast<std::size_t>(step)];
  LOTUSBOX_CHECK(row.step == step, "bank steps stand in their order");
  return row;
}

const BankMoveRow& row_of(BankMove move) {
  const BankMoveRow& row = kMoves[static_cast<std::size_t>(move)];
  LOTUSBOX_CHECK(row.move == move, "bank moves stand in their order");
  return row;
}

const MagicAccount* find_magic(std::string_view number, BankStep step) {
  for (const MagicAccount& row : kMagic) {
    if (row.step == step && row.number == number) return &row;
  }
  return nullptr;
}

const MagicAccount* find_magic(std::string_view number, Variant variant) {
  for (const MagicAccount& row : kMagic) {
    if (!row.step && row.variant == variant && row.number == number) return &row;
  }
  return nullptr;
}

}  // namespace lotusbox

// What must come of a call, by the sentences of the pages.
#include <algorithm>

#include "simulate/model.h"

namespace lotusbox::simulate {

namespace {

constexpr Prediction refused(std::string_view says, int status = 400) {
  return {Expect::refused, status, says};
}
constexpr Prediction silent(std::string_view says) { return {Expect::either, 0, says}; }
constexpr Prediction accepted(std::string_view says) { return {Expect::accepted, 0, says}; }

/// The stricter of two: a refusal wins, then a silence.
Prediction both(const Prediction& first, const Prediction& second) {
  if (first.expect == Expect::refused) return first;
  if (second.expect == Expect::refused) return second;
  return first.expect == Expect::either ? first : second;
}

constexpr std::string_view kFine = "seed 0: the request is received, the mandate is pending";
constexpr std::int64_t kLakh = 10000000;  // in paise

/// Below the first all categories allow it, above the second none does (facts 8, 14.8).
Prediction amount_fits(std::int64_t paise, const MandateSeen& mandate) {
  std::int64_t sure = 100 * kLakh, most = 100 * kLakh;
  if (mandate.category == "T002") most = 300 * kLakh;
  if (mandate.category == "L002") sure = most = 50 * kLakh;
  if (mandate.category == "S001") sure = most = kLakh / 4;
  if (mandate.variant == "emandate_api") sure = std::min(sure, 10 * kLakh);
  if (paise < 1) return refused("facts 4.1: a positive number of paise");
  if (paise > most) return refused("facts 8: the most that a mandate may be for");
  if (paise < 100) return silent("facts 14.8: less than a rupee");
  if (paise > sure) return silent("facts 8, 14.8: two limits for one amount");
  return accepted(kFine);
}

Prediction amount_reads(const Given& given, const MandateSeen& mandate, std::string_view profile) {
  if (given.as == Given::As::number && profile == "lenient") {
    return silent("R21: a number in place of a text");
  }
  if (!given.is_text()) return refused("seed 1: the amount is a number as a string");
  const auto paise = read_amount(given.text);
  if (!paise) return refused("seed 1: whole numbers are paisa, decimals are rupees");
  return amount_fits(*paise, mandate);
}

Prediction frequency_reads(const Given& given, const MandateSeen& mandate) {
  constexpr std::string_view kCodes[] = {"ADHO", "INDA", "DAIL", "WEEK", "MNTH",
                                         "QURT", "MIAN", "YEAR", "BIMN"};
  constexpr std::string_view kNotOnPaper[] = {"INDA", "DAIL", "WEEK", "BIMN"};
  if (!given.is_text()) return refused("seed 1: the frequency is one of nine codes");
  const std::string code = in_capitals(given.text);
  if (std::find(std::begin(kCodes), std::end(kCodes), code) == std::end(kCodes)) {
    return refused("seed 1: the frequency is one of nine codes");
  }
  if (mandate.one_off) return refused("R22: a one-off mandate has no frequency");
  const bool paper =
      std::find(std::begin(kNotOnPaper), std::end(kNotOnPaper), code) != std::end(kNotOnPaper);
  if (paper && mandate.variant == "physical") return silent("facts 8: an eMandate frequency");
  return accepted(kFine);
}

Prediction final_reads(const Given& given, const MandateSeen& mandate, std::int64_t now) {
  if (!given.is_text()) return refused("seed 1: the final date is an ISO date");
  const auto day = read_day(given.text);
  if (!day) return refused("seed 1: the final date is an ISO date");
  if (*day < indian_day(now)) return refused("seed 1: the final date cannot be a past date");
  const Day from = mandate.date_of_mandate.value_or(indian_day(mandate.created));
  if (*day > years_after(from, 40)) {
    return refused("seed 1: the final date should not exceed 40 years");
  }
  if (*day < mandate.first_date) return refused("R19: the final date before the first");
  return accepted(kFine);
}

/// A key that is there but null: neither sent nor left out.
bool is_null(const Given& given) { return given.as == Given::As::null; }
bool is_sent(const Given& given) { return given.there() && !is_null(given); }

Prediction mode_reads(const Given& given) {
  constexpr std::string_view kWords[] = {"netbanking", "debitcard",   "aadhaar",
                                         "others",     "net_banking", "debit_card"};
  if (!given.there()) return accepted(kFine);
  if (is_null(given) || (given.is_text() && given.text.empty())) {
    return silent("seed 0: an auth_mode without a value");
  }
  if (!given.is_text()) return refused("R8: the auth_mode is one of four");
  if (std::find(std::begin(kWords), std::end(kWords), given.text) == std::end(kWords)) {
    if (in_capitals(given.text) != given.text || given.text.empty()) {
      const std::string capitals = in_capitals(given.text);
      for (const std::string_view word : kWords) {
        if (in_capitals(word) == capitals) return silent("R8: an auth_mode in other letters");
      }
    }
    return refused("R8: the auth_mode is one of four");
  }
  return silent("seed 0: which modes a bank has for an action");
}

}  // namespace

std::string in_capitals(std::string_view text) {
  std::string made(text);
  for (char& c : made) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  return made;
}

std::optional<std::int64_t> read_amount(std::string_view text) {
  constexpr std::int64_t kMore = 1000000000000;  // than any mandate is for
  const std::size_t point = text.find('.');
  const std::string_view whole = text.substr(0, point);
  const std::string_view rest = point == text.npos ? "" : text.substr(point + 1);
  if (whole.empty() || rest.size() > 2 || (point != text.npos && rest.empty())) return std::nullopt;
  std::int64_t number = 0;
  for (const char c : whole) {
    if (c < '0' || c > '9') return std::nullopt;
    number = std::min(number * 10 + (c - '0'), kMore);
  }
  if (point == text.npos) return number;
  std::int64_t part = 0;
  for (std::size_t i = 0; i < 2; ++i) {
    const char c = i < rest.size() ? rest[i] : '0';
    if (c < '0' || c > '9') return std::nullopt;
    part = part * 10 + (c - '0');
  }
  return number * 100 + part;
}

std::optional<std::uint32_t> Model::named(const Given& umrn, const Given& id) const {
  const auto& ids = id.there() ? mandate_ids_ : umrns_;
  const auto found = ids.find(id.there() ? id.text : umrn.text);
  if (found == ids.end()) return std::nullopt;
  return found->second;
}

Prediction Model::manage(const Manage& call, const Look& look) const {
  if (call.umrn.there() && call.mandate_id.there()) {
    if (is_null(call.umrn) || call.umrn.text.empty() || is_null(call.mandate_id) ||
        call.mandate_id.text.empty()) {
      return silent("seed 1: a UMRN or an id without a value");
    }
    return refused("R2: exactly one of umrn and mandate_id");
  }
  if (!call.umrn.there() && !call.mandate_id.there()) {
    return refused("seed 1: the UMRN or the id of the mandate");
  }
  const Given& name = call.umrn.there() ? call.umrn : call.mandate_id;
  if (!name.is_text() || name.text.empty()) return refused("seed 1: the UMRN or the id", 0);
  const auto index = named(call.umrn, call.mandate_id);
  if (!index) return refused("facts 1.3: the mandate does not exist", 404);
  if (call.unreadable) return refused("facts 1.3: a bad request");
  const MandateKnown& known = mandates_[*index];
  const MandateSeen mandate = look.mandate(*index);
  const bool resumes = call.action == "resume";
  if (known.status == "pending") return refused("seed 1: no pending request on the same mandate");
  if (known.status != (resumes ? "paused" : "active")) {
    return refused(resumes ? "facts 2.3: only a paused mandate is resumed"
                           : "seed 1: the mandate should be in active state");
  }
  Prediction said = accepted(kFine);
  if (call.action == "amend") said = both(said, amend_terms(call, mandate, look));
  if (call.action == "cancel") said = both(said, cancel_allowed(mandate, look));
  said = both(said, mode_reads(call.auth_mode));
  if (call.unknown_keys) said = both(said, silent("seed 1: keys that no page names"));
  if (call.redirect.there() || call.return_url.there()) {
    said = both(said, silent("seed 0: what a return_url may be"));
  }
  const bool terms = call.frequency.there() || call.collection_amount.there() ||
                     call.maximum_amount.there() || call.final_collection_date.there();
  if (terms && call.action != "amend") said = both(said, silent("seed 1: the keys of an amend"));
  if (mandate.bank != "ICIC" && !mandate.bank.empty()) {
    said = both(said, silent("facts 4.11: which banks take part in an action"));
  }
  return said;
}

Prediction Model::amend_terms(const Manage& call, const MandateSeen& mandate,
                              const Look& look) const {
  const Given* const keys[] = {&call.frequency, &call.collection_amount, &call.maximum_amount,
                               &call.final_collection_date};
  int sent = 0, nulls = 0;
  for (const Given* key : keys) {
    sent += is_sent(*key) ? 1 : 0;
    nulls += is_null(*key) ? 1 : 0;
  }
  if (sent == 0) {
    if (nulls > 0) return silent("seed 1: a key without a value");
    return refused("seed 1: at least one of the four keys");
  }
  Prediction said = nulls > 0 ? silent("seed 1: a key without a value") : accepted(kFine);
  const bool collection = is_sent(call.collection_amount), maximum = is_sent(call.maximum_amount);
  const MandateKnown& known = mandates_[*named(call.umrn, call.mandate_id)];
  if ((collection && !known.is_collection) || (maximum && known.is_collection)) {
    return refused("seed 1: only the kind of amount that the mandate has");
  }
  const std::string_view profile = look.settings().profile;
  if (collection) said = both(said, amount_reads(call.collection_amount, mandate, profile));
  if (maximum) said = both(said, amount_reads(call.maximum_amount, mandate, profile));
  if (is_sent(call.frequency)) said = both(said, frequency_reads(call.frequency, mandate));
  if (is_sent(call.final_collection_date)) {
    said = both(said, final_reads(call.final_collection_date, mandate, look.now()));
  }
  return said;
}

Prediction Model::cancel_allowed(const MandateSeen& mandate, const Look& look) const {
  if (!look.settings().cancel_enabled) return refused("facts 2.3: the account may cancel");
  if (!mandate.responded) return refused("facts 2.3: the mandate has a date of response");
  if (mandate.cancel != "cancel_nil") return refused("facts 2.3: the cancel status is cancel_nil");
  const int days = business_days_between(*mandate.responded, indian_day(look.now()), holidays_);
  if (days < 2) return refused("facts 2.3: not within 2 business days of the response");
  if (days == 2) return silent("facts 2.3: the second business day itself");
  return accepted(kFine);
}

Prediction Model::customer(const CustomerDoes& call, const Look& look) const {
  if (!call.link || *call.link >= links_.size()) return {Expect::refused, 0, "no such link"};
  const LinkKnown& link = links_[*call.link];
  const std::string& word = call.outcome.text;
  if (!call.outcome.is_text() ||
      (word != "accepted" && word != "rejected" && word != "abandoned")) {
    return {Expect::refused, 0, "facts 6: accepted or rejected, and a customer may leave"};
  }
  if (link.of_request && (!link.live || link.expires_at <= look.now())) {
    return {Expect::refused, 0, "seed 0: a link can only be used once, until it expires"};
  }
  if (!link.of_request && sources_[link.target].status != "pending") {
    return {Expect::refused, 0, "seed 3: the link lives while the source is pending"};
  }
  if (call.odd) return silent("facts 6: reasons and modes that a page is given");
  if (word == "abandoned") return accepted("facts 7: a customer who leaves changes nothing");
  if (!link.of_request && word == "accepted") {
    return silent("facts 5: how often a source may be presented");
  }
  return accepted(link.of_request ? "seed 0: the customer completes the journey, or fails"
                                  : "seed 3: the customer authorises, or is refused");
}

Prediction Model::source_call(std::string_view id, bool process, const Look& look) const {
  const auto found = source_ids_.find(std::string(id));
  if (found == source_ids_.end()) return refused("facts 1.3: the source does not exist", 0);
  const SourceKnown& source = sources_[found->second];
  if (source.status != "pending") {
    return refused(process ? "seed 3: from pending to pending submission"
                           : "seed 3: only a pending source is withdrawn");
  }
  if (!process) return accepted("seed 3: sources in pending status can be withdrawn");
  if (source.variant != "physical") return refused("facts 4.1: only paper is processed");
  if (!look.source(found->second).has_scan) return refused("facts 4.1: the image is attached");
  return silent("facts 5: how often a source may be presented");
}

Prediction Model::sponsor(const SponsorCancels& call, const Look& look) const {
  const auto& ids = call.mandate.empty() ? umrns_ : mandate_ids_;
  const auto found = ids.find(call.mandate.empty() ? call.umrn : call.mandate);
  if (found == ids.end()) return refused("facts 1.3: the mandate does not exist", 0);
  if (mandates_[found->second].status != "active") {
    return refused("facts 4.2: only an active mandate is cancelled by the sponsor bank");
  }
  const std::string_view cancel = look.mandate(found->second).cancel;
  if (cancel == "cancel_failed") return silent("contradiction 9: to try again after a failure");
  if (cancel != "cancel_nil") return refused("facts 4.2: the cancel status is cancel_nil");
  return silent("facts 5: no submitted debits, active for two days");
}

Prediction Model::juspay(const Juspay& call, const Look& look) const {
  constexpr std::string_view kKnown[] = {"pause", "resume", "revoke", "check_status"};
  const auto found = juspay_ids_.find(call.mandate);
  if (std::find(std::begin(kKnown), std::end(kKnown), call.command) == std::end(kKnown)) {
    return refused("seed 4: the command is to be set as pause");
  }
  if (found == juspay_ids_.end()) return refused("facts 10: unknown mandate");
  const std::string& status = juspays_[found->second].status;
  if (call.command == "pause" && status != "ACTIVE") {
    return refused("seed 4: only ACTIVE mandates can be paused");
  }
  if (call.command == "revoke" && status != "ACTIVE") {
    return refused("facts 10: only ACTIVE mandates are revoked");
  }
  if (call.command == "resume" && status != "PAUSED") {
    if (status == "ACTIVE") return silent("facts 10: a pause that is still to come");
    return refused("facts 10: only PAUSED mandates are resumed");
  }
  if (call.odd) return silent("facts 10: dates that no page bounds");
  const JuspaySeen mandate = look.juspay(found->second);
  if (call.command == "pause" && mandate.pause_end && *mandate.pause_end > look.now()) {
    return silent("seed 4: a second pause");
  }
  return accepted("seed 4: an existing active mandate is paused");
}

Prediction Model::predict(const Call& call, const Look& look) const {
  struct By {
    const Model& model;
    const Look& look;
    Prediction operator()(const Manage& one) const { return model.manage(one, look); }
    Prediction operator()(const CustomerDoes& one) const { return model.customer(one, look); }
    Prediction operator()(const NewSource& one) const {
      if (!one.odd) return accepted("seed 3: sources are created in pending status");
      if (one.type.is_text() && one.type.text != "nach_debit") {
        return refused("facts 4.1: the type is nach_debit", 0);
      }
      if (!is_sent(one.collection) && !is_sent(one.maximum)) {
        return refused("facts 4.1: exactly one of the two amounts", 0);
      }
      return silent("facts 4.1: values of a source that no page bounds");
    }
    Prediction operator()(const Withdraw& one) const {
      return model.source_call(one.source, false, look);
    }
    Prediction operator()(const Process& one) const {
      return model.source_call(one.source, true, look);
    }
    Prediction operator()(const SponsorCancels& one) const { return model.sponsor(one, look); }
    Prediction operator()(const Juspay& one) const { return model.juspay(one, look); }
    Prediction operator()(const Outside& /*one*/) const { return {}; }
  };
  return std::visit(By{*this, look}, call);
}

}  // namespace lotusbox::simulate

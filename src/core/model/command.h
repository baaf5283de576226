// Everything that can be asked of a world, as values. Texts are as the caller sent them: reading
// and refusing them is the business of the rules. Timers ask with the same commands as callers.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "core/model/bank_commands.h"
#include "core/model/chaos.h"
#include "core/model/creditors.h"
#include "core/model/event.h"
#include "core/model/field.h"
#include "core/model/juspay_commands.h"
#include "core/model/ledger_commands.h"
#include "core/model/resource_commands.h"
#include "core/model/words.h"
#include "core/values/ids.h"

namespace lotusbox {

/// The children of `nach_debit`, under the vendor's names; a direct mandate uses the same.
struct DebitFields {
  Field variant, amount_collection, amount_maximum, category_code, date_first_collection,
      date_final_collection, date_of_mandate, debtor_account_name, debtor_account_number,
      debtor_account_type, debtor_agent_code, debtor_agent_mmbid, debtor_email, debtor_mobile,
      debtor_pan, debtor_phone, frequency, occurrence_sequence_type, reference1, reference2,
      reference3, reference4, reference5;
  Field creditor_agent_code, creditor_utility_code;
  std::string reference4_json, reference5_json;  ///< where they are hashes of scalars
};

struct CreateSource {
  std::string body_problem;  ///< why the body could not be read; empty when it could
  Field type, nach_debit, redirect, customer, metadata, return_url, auth_mode, bank_account, agent;
  DebitFields debit;
  std::string metadata_json;  ///< compact JSON object, or empty
};

/// A mandate made without a source, for setting a test up (control plane).
struct MakeMandate {
  std::string body_problem;
  Field status, status_cancel, umrn, customer, metadata;
  Field created, date_acknowledged, date_responded;  ///< they may lie in the past
  DebitFields debit;
  std::string metadata_json;
};

/// A mandate that exists at a bank already and is brought in.
struct ImportMandate {
  std::string body_problem;
  Field category_description, creditor_agent_mmbid, creditor_agent_name, creditor_name, umrn,
      date_acknowledged, date_responded, mandate_request_id, metadata;
  DebitFields debit;
  std::string metadata_json;
};

/// Amend, pause, resume or cancel.
struct ManageMandate {
  Action action = Action::amend;
  Field umrn, mandate_id;  ///< of the query
  std::string body_problem;
  std::vector<std::string> unknown_keys;
  Field frequency, collection_amount, maximum_amount, final_collection_date;
  Field redirect, return_url, auth_mode;
};

/// What the customer did on a link's page.
struct SubmitOutcome {
  std::optional<LinkId> link;  ///< none: the text named no link
  std::string body_problem;
  Field outcome, reason_code, reason_description, reject_by, auth_mode;
  bool from_page = false;  ///< who refuses there and names no reason has none
};

/// A timer: the life of a link is over.
struct LapseLink {
  LinkId link;
};

struct SetWebhook {
  std::string body_problem;
  Field url, key, format;
  std::string target_problem;  ///< found outside: why nothing may be sent there; empty: it may
  bool clear = false;
  bool juspay = false;  ///< of Juspay's events, which are never encrypted
};

/// How an attempt to deliver ended.
struct ReportDelivery {
  DeliveryId delivery;
  Verdict verdict = Verdict::answered;
  std::int32_t http_status = 0;
  std::int32_t took_ms = 0;
  std::string reason = {};  ///< what went wrong on the way, for people; empty: nothing
};

/// A timer: the wait before a further attempt is over.
struct RetryDelivery {
  DeliveryId delivery;
};

struct ResendEvent {
  std::string event;  ///< id as sent
};

using Command = std::variant<
    CreateSource, WithdrawSource, MakeMandate, ManageMandate, SubmitOutcome, LapseLink, SetWebhook,
    SetPolicy, ReportDelivery, RetryDelivery, ResendEvent, JuspayCall, MakeJuspayMandate,
    SettleJuspayMandate, WithdrawJuspayPause, JuspayTimeUp, ImportMandate, CreateCustomer,
    CreateBankAccount, UpdateMetadata, SendReminder, RememberCall, ProcessSource, UploadImage,
    SponsorCancel, AskBank, BankDue, FinalDayOver, QuarterOver, CreateDebit, CancelDebit,
    AnswerDebit, CreateSubscription, UpdateSubscription, CancelSubscription, SetDebitPolicy,
    DebitTimeUp, CollectionDayOver, SettlementTimeUp, SubscriptionDue, SetChaos, SetCreditors>;

}  // namespace lotusbox

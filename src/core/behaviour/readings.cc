#include "core/behaviour/readings.h"

namespace lotusbox {

namespace {

// clang-format off
constexpr Reading kReadings[] = {
    {"R1", "What a refused management call answers",
     "400 with the documented error object; Lotusbox-Rule names the exact rule", ""},
    {"R2", "Which refusal wins",
     "key, mandate named once, mandate known, body readable, a key to amend, none pending, state, "
     "amount kind, amount, frequency, dates", ""},
    {"R3", "Where the link expiry stands in the answer",
     "an extra integer expires_at, Unix seconds", ""},
    {"R4", "A link that is not used",
     "dies at the very second expires_at: the mandate is as it was, mandate.<action>.failed is "
     "sent", ""},
    {"R5", "The status words of a pending and a paused mandate", "pending, paused", ""},
    {"R6", "What the data of an event is",
     "the whole resource as the API would have shown it at that moment", ""},
    {"R7", "Other events of a management success",
     "none for amend, pause and resume; cancel: mandate.cancel.success, mandate.cancelled, "
     "ach_debit.cancelled for each pending debit, then customer.inactive when it was the last "
     "standing mandate", ""},
    {"R8", "Values of auth_mode",
     "netbanking, debitcard, aadhaar, others, with or without underscores; one that the bank does "
     "not offer is refused", ""},
    {"R9", "Parameters of the return URL",
     "sources: source_id, status; management: mandate_id, umrn, action, status; SUCCESS or "
     "FAILED", ""},
    {"R10", "When a webhook counts as delivered, and when it is tried again",
     "2xx only, no redirects, 15 s; then after 5 s, 5 min, 30 min, 2 h, 5 h, 10 h, 10 h of the "
     "world clock, counted from when the attempt was due", ""},
    {"R11", "Event of a refused source authorisation",
     "source.pending again, with the response filled", ""},
    {"R12", "An idempotency key that comes again with other parameters",
     "refused with 400, idempotency_key_reused", ""},
    {"R13", "Debits while a mandate is paused or pending",
     "none can be made; one that is pending already is cancelled on the morning of its charge "
     "date, and its response_description says why", ""},
    {"R14", "Method of the event re-post", "GET and POST both", ""},
    {"R15", "Business days",
     "Monday to Friday and the 1st, 3rd and 5th Saturday, less the Mumbai bank holidays in "
     "fixtures; two business days end with the second working day after the response", ""},
    {"R16", "Life of a cancel link", "30 minutes", "policy cancel_link_minutes (10080 is 7 days)"},
    {"R17", "Date of mandate for the 40-year rule",
     "date_of_mandate, else the IST day of creation; exactly 40 years pass; 29 February falls on "
     "the 28th where there is no 29th", ""},
    {"R18", "Past date", "before today in IST; today passes", ""},
    {"R19", "Final collection before the first", "refused", ""},
    {"R20", "Limits of an amended amount", "those of creation", ""},
    {"R21", "Amounts as text",
     "digits are paise, digits with one or two decimals are rupees, anything else is refused",
     "profile lenient takes a whole JSON number as paise"},
    {"R22", "Frequency codes",
     "compared without case, shown in capitals; a one-off mandate takes none", ""},
    {"R23", "Opening a link",
     "GET, HEAD and previews never use it up; of two tabs the first answer wins", ""},
    {"R24", "UMRN",
     "bank code of the debtor, 7 for API (6 eSign, 0 physical), 0, mode (1 net banking, 2 debit "
     "card, 3 Aadhaar), 13 digits; an amended mandate keeps its own", ""},
    {"R25", "Codes, holidays, banks", "fixtures with their sources, never code", ""},
    {"R26", "What has gone stale when a link is used",
     "the rules that are marked as asked again (tables rules): what was accepted is not applied, a "
     "request fails as if its customer had refused, a source stays pending with the reason in "
     "its response; a past first collection is no obstacle. Likewise no source whose last "
     "collection is past is processed or acknowledged, and no mandate is imported or made to "
     "live", ""},
    {"R27", "A refusal without a reason",
     "of a request, or on the page: no code, by CUSTOMER. POST /_mock/authorise of a source "
     "means the bank, with AP05 (ESP-944 for eSign)", ""},
    {"R28", "The date of mandate and the first collection",
     "the same day passes", ""},
    {"R29", "creditor_agent_code and creditor_utility_code of a source",
     "they name a NACH profile of the merchant; one that the world does not have is taken up and "
     "shown, with a name and an IFSC made from its code",
     "profile strict refuses it; PUT /_mock/nach_profiles"},
    {"R30", "Return URLs",
     "http, https, and the schemes of apps; none that a browser runs as a script; what we add "
     "takes the place of parameters of the same name", ""},
    {"R31", "redirect.auth_attempts",
     "null until the first attempt, then a whole number", "policy auth_attempts text"},
    {"R32", "request_id in an auth_link",
     "base64 of the mandate id, a dot, and the name of the link, which cannot be guessed", ""},
    {"R33", "Branches of banks (GET /v1/banks)",
     "any well-formed IFSC of a known bank answers; branch, city, MICR and bank_data are invented "
     "for it", ""},
    {"R34", "What counts as not sent",
     "null, an empty text, and an empty list, in bodies, forms and queries alike", ""},
    {"B1", "When LotusPay and the banks act",
     "cut-off at 3 PM of every day, acknowledgement at 8 PM of the same or the next working day, "
     "the answer of the bank after "
     "5 days for paper and 2 for eSign, a cancellation at the next cut-off and 2 days later",
     "policy, step by step; cut_off_hour 16; cut_off_days working_days"},
    {"B2", "Date of a paper mandate that names none",
     "the day of its creation; one that lies ahead, or more than 120 working days back, is "
     "rejected initially", ""},
    {"B3", "Which source an image belongs to",
     "the newest physical source with that reference1, or with that id where it has none; it "
     "must be pending; without one, or after a withdrawn one, the image waits for the next with "
     "its reference1; a later image takes the place of an earlier one; a PDF is taken too", ""},
    {"B4", "A mandate that ends while it is paused, pending or acknowledged",
     "expires, or is cancelled by its bank, all the same; the link of a pending request is closed, "
     "and only mandate.expired or mandate.cancelled is sent", ""},
    {"B5", "What a source shows when it is returned or rejected",
     "redirect.response holds reasonCode, reasonDesc and rejectBy, also on paper, whose redirect "
     "is empty otherwise; eSign shows errCode, errMsg and status of its provider in esignResp", ""},
    {"B6", "The field mandate of a source without one",
     "null until it is submitted, then EMPTY, or BANK_REPORT when the sponsor bank gives no "
     "usable answer; "
     "null again when it is returned or withdrawn", ""},
    {"B7", "An eSign source that is returned to pending",
     "its link lives again and the customer signs once more", ""},
    {"B8", "How often a refused paper mandate may be presented again",
     "as often as the strictest code allows with which the same mandate (date, account, bank, "
     "amount) was refused; codes without a number are no limit; one more is rejected initially",
     "policy resubmission_limits off"},
    {"P1", "Unknown keys in a management body",
     "ignored", "profile strict refuses them"},
    {"P2", "Unknown parameters and keys",
     "ignored; the header Lotusbox-Ignored names them, and what may have been meant",
     "profile strict refuses them"},
    {"P3", "Bodies in another form than the page has",
     "forms and texts are read on management calls, JSON on the calls of Juspay",
     "profile strict refuses them"},
    {"P4", "What real clients send and the pages do not have",
     "refused", "profile lenient takes it: see the table of profiles"},
    {"D1", "Debits: what date_charge is when none is sent",
     "the earliest day that is still possible: today before nine, the first collection date, the "
     "second working day of an API mandate", ""},
    {"D2", "Debits: the cut-off, and the morning",
     "09:00 in India: until then a debit can be made for today and cancelled, then it is "
     "submitted", ""},
    {"D3", "Debits: when and how banks answer",
     "at 12:00 of the charge date: confirmed, unless the account number or the policy says "
     "otherwise; the flag is 1 for confirmed, else 0",
     "PUT /_mock/policy/debits outcome and response_code; outcome none waits for POST /_mock/bank"},
    {"D4", "Debits: an extension",
     "one working day, answered at 12:00: confirmed, or returned", ""},
    {"D5", "Debits: a late return",
     "a confirmed debit can be returned by POST /_mock/bank: before its collection closes it "
     "leaves it; after a settlement paid it out, its amount is taken off the next settlement, as "
     "amount_reversed and reversals; what that cannot bear waits for the one after; the fee "
     "stays", ""},
    {"D6", "Collections",
     "one a charge date, value date and profile, opened by its first confirmed debit, closed at "
     "18:00 of the value date; the utr comes then; money that comes later counts for the next "
     "day", ""},
    {"D7", "Settlements",
     "one a collection, pending when it closes, processing at 10:00 of the next working day, "
     "settled at 14:00; the fee is 1 percent and the tax 18 percent of it",
     "PUT /_mock/policy/debits settlements=false: the profile of the merchant collects"},
    {"D8", "Subscriptions: dates and debits",
     "interval month, count 1, day of the start, no end, unless sent; a debit is made at the "
     "midnight that begins each date, or at once when that is over; a date on which the mandate "
     "cannot be charged is missed, and counts, and GET /_mock/why says why; completed after the "
     "last of its count; cancelled with the mandate, whose end may be put off until then; pending "
     "debits of a cancelled one stay", ""},
    {"D9", "Debits: the terms of the mandate changed after the debit was made",
     "they are looked at again on the morning of the charge date: what is beyond them goes to the "
     "bank and is rejected at 12:00, 26 above the maximum, 27 when it is not the collection "
     "amount, 28 and 29 outside the dates; no answer of a bank confirms it",
     "policy debits_beyond_terms cancelled: not submitted, and the response_description says why"},
    {"D10", "Debits: more often than the frequency",
     "the business of the merchant: not checked",
     "policy debit_frequency bank: a further debit in the same day, week from Monday, month, "
     "quarter, half-year or year of the calendar is cancelled at 12:00 of its charge date; BIMN "
     "allows two debits in a month"},
    {"D11", "What is due in the same second",
     "first links die and mandates are as before, then mandates and quarters end, then banks "
     "answer about mandates; then subscriptions, the morning of debits, the answers to debits, "
     "collections, settlements; deliveries last. All that is due has happened before any call "
     "is read", ""},
    {"J1", "Juspay: a call without x-merchantid", "the body of a missing parameter, with its name",
     ""},
    {"J2", "Juspay: which refusal wins",
     "key, merchant, command, mandate, state, dates", ""},
    {"J3", "Juspay: commands known by name only",
     "cancel_recurring_transaction and pre_debit_notify are refused as wrong commands", ""},
    {"J4", "Juspay: dates of a pause",
     "a start that is past means now; the end is after the start and not after the mandate; a "
     "later start leaves the mandate ACTIVE until its second; asking again replaces the pause",
     "profile lenient takes an end before its start for none, as in the official sample"},
    {"J5", "Juspay: resume_date",
     "now when absent; a later one ends the pause at that second, earlier or later than planned; "
     "one that is past, or not before the end of the mandate, is invalid", ""},
    {"J6", "Juspay: event of a resumption", "none: the vendor names none", ""},
    {"J7", "Juspay: the end of a paused mandate", "EXPIRED, as of an active one", ""},
    {"J8", "Juspay: moments in answers",
     "start_date, end_date and the dates of a pause are epoch texts, all others ISO in UTC; "
     "max_amount is a number of rupees, in webhooks a text",
     "policy juspay_pause_dates (iso: as the samples have them)"},
    {"J9", "Juspay: a bad key", "one body with the keys of both pages", ""},
    {"J10", "Juspay: a pause that is still to come",
     "check_status and the list show its dates, and so does GET /_mock/juspay/mandates/{id}; it is "
     "withdrawn by DELETE /_mock/juspay/mandates/{id}/pause, because resume asks for PAUSED",
     "policy juspay_resume (withdraws_scheduled: resume withdraws it)"},
    {"I1", "Idempotency-Key: what is stored",
     "the status and body of whatever was answered to a POST, a PATCH or a GET that changes "
     "something, that of a fault too; not a connection that ended, nor a refusal of the key; a "
     "stored answer goes before a fault that would give another",
     "policy idempotency_of_faults (forgotten: a fault stands before the store)"},
    {"O1", "Outbox: which links are sent",
     "that of a new source by e-mail to debtor_email and by text message to debtor_mobile; that of "
     "a management request is not sent: the answer asks the merchant to hand it on",
     "policy management_mail (by_lotuspay: by e-mail to debtor_email)"},
    {"O2", "Outbox: text messages",
     "kept with sent false, because the sandbox sends none; the link is the short one", ""},
    {"O3", "Outbox: the operations e-mail address",
     "operations@merchant.example; it is told when LotusPay returns a source, paper or eSign", ""},
};
// clang-format on

}  // namespace

std::span<const Reading> readings() { return kReadings; }

}  // namespace lotusbox

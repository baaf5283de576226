// Every bound of the domain, by name and with its source. Sources are sections of the facts page
// or readings (R…); a limit of our own says so.
#pragma once

#include <cstddef>
#include <cstdint>

#include "core/values/instant.h"
#include "core/values/money.h"

namespace lotusbox::limits {

inline constexpr Seconds kLinkLife{7 * 86400};            ///< amend, pause, resume (facts 2.3)
inline constexpr Seconds kCancelLinkLife{30 * 60};        ///< newest page (facts 2.3, R16)
inline constexpr int kCancelBusinessDays = 2;             ///< facts 2.3
inline constexpr int kAmendFinalDateYears = 40;           ///< seed 1
inline constexpr int kCreateFinalDateYears = 30;          ///< facts 8, contradiction 8
inline constexpr Paise kAmountMin{100};                   ///< facts 14.8
inline constexpr Paise kApiAmountMax{100000000};          ///< Rs 10 lakh, emandate_api (facts 14.8)
inline constexpr Paise kAmountMax{1000000000};            ///< Rs 1 crore, other variants (facts 8)
inline constexpr std::size_t kReferenceLength = 40;       ///< facts 4.1
inline constexpr std::size_t kNameLength = 40;            ///< reference data 6
inline constexpr std::size_t kAccountNumberLength = 35;   ///< reference data 6
inline constexpr std::size_t kEmailLength = 50;           ///< reference data 6
inline constexpr std::size_t kUrlLength = 2048;           ///< ours
inline constexpr std::size_t kReasonLength = 200;         ///< ours
inline constexpr int kMetadataPairs = 30;                 ///< facts 1.7
inline constexpr std::size_t kMetadataBytes = 16384;      ///< ours
inline constexpr std::size_t kReferenceHashBytes = 1024;  ///< reference4 and reference5, ours
inline constexpr std::size_t kNachProfiles = 1000;        ///< of one world, ours
inline constexpr std::size_t kBodyBytes = 1 << 20;        ///< of a call, inflated; ours
inline constexpr std::size_t kCustomerNameLength = 100;   ///< ours
inline constexpr std::size_t kDescriptionLength = 500;    ///< ours
inline constexpr std::size_t kRequestIdLength = 35;       ///< reference data 6
inline constexpr std::size_t kUmrnLength = 20;            ///< R24
inline constexpr Seconds kIdempotencyLife{86400};         ///< facts 1.5
inline constexpr std::size_t kIdempotencyKeys = 10000;    ///< ours; the oldest go first
inline constexpr std::size_t kIdempotencyKeyLength = 255;  ///< ours
inline constexpr std::size_t kMailsKept = 1000;            ///< ours; the oldest go first
inline constexpr std::size_t kSlackMobileLength = 15;      ///< lenient, ours
inline constexpr std::size_t kSlackPanLength = 10;         ///< lenient, ours
inline constexpr std::size_t kIgnoredShown = 20;           ///< names in Lotusbox-Ignored, ours
inline constexpr std::size_t kIgnoredNameLength = 64;      ///< of one of them, ours
inline constexpr std::size_t kSearchResults = 50;          ///< facts 4.1, 4.2
inline constexpr int kPageSizeMax = 100;                   ///< facts 1.4
inline constexpr std::size_t kChangesPerStep = 16;         ///< ours; more is a bug in the couplings
inline constexpr std::int64_t kTimersPerAdvance = 100000;  ///< unless sent, ours
inline constexpr std::int64_t kTimersPerAdvanceMax = 1000000;  ///< ours
inline constexpr std::size_t kControlPage = 100;               ///< unless sent, ours
inline constexpr std::size_t kControlPageMax = 1000;           ///< ours

// What one world holds. All are ours, far beyond what tests need; what a row of a table takes is in
// its bytes as well, so most worlds meet that limit first.
inline constexpr std::uint64_t kWorldBytes = std::uint64_t{1} << 30U;  ///< rows, texts and scans
inline constexpr std::uint64_t kWorldObjects = 5000000;  ///< whatever has an id, but for events
inline constexpr std::uint64_t kWorldEvents = 10000000;
inline constexpr std::uint64_t kWorldDeliveries = 10000000;  ///< and attempts at them
inline constexpr std::uint64_t kWorldWaiting = 5000000;      ///< timers: links, debits, retries
inline constexpr std::uint64_t kWorldTextBytes = std::uint64_t{512} << 20U;
inline constexpr std::uint64_t kWorldScanBytes = std::uint64_t{256} << 20U;  ///< images in force

// Paper and eSign, and the banks behind them.
inline constexpr int kCutOffHour = 15;         ///< 3 PM in India (seed 3); 4 by policy
inline constexpr int kCutOffHourMax = 16;      ///< seed 3: 3 or 4 PM
inline constexpr int kEveningHour = 20;        ///< seed 3: the same evening; ours
inline constexpr int kPaperResponseDays = 5;   ///< facts 9: since 1 December 2023
inline constexpr int kEsignResponseDays = 2;   ///< facts 9
inline constexpr int kSilentDays = 10;         ///< reference data 7.2: TAT expired
inline constexpr int kCancelResponseDays = 2;  ///< facts 4.2: two to three in all
inline constexpr int kPaperWorkingDays = 120;  ///< reference data 2.1
inline constexpr std::size_t kImageBytes = 2 * 1024 * 1024;           ///< facts 4.10
inline constexpr std::size_t kUploadBytes = kImageBytes + 64 * 1024;  ///< with its parts, ours

/// Waits before each further webhook attempt, on the world's clock (R10).
inline constexpr Seconds kRetryWaits[] = {Seconds(5),        Seconds(5 * 60),   Seconds(30 * 60),
                                          Seconds(2 * 3600), Seconds(5 * 3600), Seconds(10 * 3600),
                                          Seconds(10 * 3600)};
inline constexpr int kWebhookTimeoutMs = 15000;      ///< real time (R10)
inline constexpr std::size_t kWebhookKeyBytes = 16;  ///< facts 3.1

/// Chaos of deliveries and faults on calls, all ours.
inline constexpr Seconds kChaosDelayUpTo{3600};    ///< unless sent
inline constexpr Seconds kChaosReorderWithin{60};  ///< unless sent
inline constexpr Seconds kChaosSpanMax{366 * 86400};
inline constexpr std::size_t kFaultsMax = 32;  ///< of one world
inline constexpr std::size_t kFaultNameLength = 64;
inline constexpr std::size_t kFaultPathLength = 200;
inline constexpr std::size_t kFaultBodyBytes = 16384;
inline constexpr std::int64_t kFaultTimesMax = 1000000;
inline constexpr std::int64_t kFaultLatencyMsMax = 60000;  ///< real time
inline constexpr std::int64_t kFaultTruncateMax = 1 << 20;

/// Debits. The hours are IST; the vendor gives none (facts 9).
inline constexpr Seconds kDebitCutOff{9 * 3600};             ///< and submission: the morning (D2)
inline constexpr Seconds kDebitAnswerHour{12 * 3600};        ///< around midday (facts 9; D3)
inline constexpr Seconds kCollectionCloseHour{18 * 3600};    ///< D6
inline constexpr Seconds kSettlementProcessHour{10 * 3600};  ///< D7
inline constexpr Seconds kSettlementHour{14 * 3600};         ///< D7
inline constexpr int kDebitWorkingDays = 2;                  ///< after an API mandate (facts 4.5)
inline constexpr int kExtensionWorkingDays = 1;              ///< of 1 to 2 (facts 9; D4)
inline constexpr int kSubscriptionSlackDays = 3;             ///< working days (facts 4.8)
inline constexpr std::int64_t kSubscriptionCountMax = 1200;  ///< ours
inline constexpr std::int64_t kIntervalCountMax = 366;       ///< ours
inline constexpr std::size_t kSubscriptionNameLength = 100;  ///< ours
inline constexpr std::int64_t kFeePerMille = 10;             ///< of a settlement (D7)
inline constexpr std::int64_t kFeeTaxPercent = 18;           ///< of the fee (D7)

/// Juspay's own mandate API.
inline constexpr std::size_t kJuspayTextLength = 64;         ///< customer id, ours
inline constexpr Seconds kJuspayMandateLife{365 * 86400};    ///< when no end is given, ours
inline constexpr std::int64_t kJuspayEpochMax = 4102444799;  ///< end of 2099, ours
inline constexpr std::int64_t kJuspayListMax = 1000;         ///< ours

}  // namespace lotusbox::limits

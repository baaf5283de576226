// A second telling of what the product does: the rules of the vendor's pages (the seeds), written
// from those pages and from facts/lotuspay.md, never from the product. Before each call it says
// what must come of it; afterwards it looks whether that came. Where the pages are silent it takes
// either and goes on from what it saw; `silences` tells where.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "simulate/calls.h"
#include "simulate/seen.h"

namespace lotusbox::simulate {

enum class Expect : std::uint8_t { accepted, refused, either };

/// What must come of a call.
struct Prediction {
  Expect expect = Expect::either;
  int status = 0;              ///< HTTP, of a refusal; 0: the pages do not say
  std::string_view says = "";  ///< the sentence that it rests on
};

/// Which sentences were decisive, how often.
using Sentences = std::map<std::string_view, std::int64_t>;

class Model {
 public:
  explicit Model(std::vector<Day> holidays) : holidays_(std::move(holidays)) {}

  /// What must come of the call; the product has done by now what was due.
  [[nodiscard]] Prediction predict(const Call& call, const Look& look) const;
  /// What did come of it. Says what is wrong; empty: nothing.
  std::string settle(const Call& call, const Prediction& predicted, bool accepted, int status,
                     const Look& look);
  /// Time went by, up to the product's now: what had to happen, happened, and nothing else did.
  std::string pass(const Look& look);
  /// All of its objects, compared with the product's.
  [[nodiscard]] std::string compare(const Look& look) const;

  [[nodiscard]] const Sentences& sentences() const { return sentences_; }
  [[nodiscard]] const Sentences& silences() const { return silences_; }

 private:
  struct SourceKnown {
    std::string status, variant;
    std::int64_t created = 0, pending_since = 0;
    std::uint32_t attempts = 0;
    std::optional<std::uint32_t> mandate;
    std::int64_t amount = 0;
    bool is_collection = false;
  };
  struct MandateKnown {
    std::string status, before;
    std::int64_t amount = 0;
    bool is_collection = false;
    std::string frequency;
    std::optional<Day> final_date;
    std::optional<std::uint32_t> request;  ///< the link that is awaited
  };
  struct LinkKnown {
    bool of_request = false, live = true;
    std::uint32_t target = 0;  ///< a source or a mandate
    std::int64_t expires_at = 0;
    std::string action;
    std::optional<std::int64_t> amount;
    std::optional<Day> final_date;
    std::string frequency;
    bool settings_changed = false;  ///< since it was made
  };
  static LinkKnown link_of_source(std::uint32_t source) {
    LinkKnown link;
    link.target = source;
    return link;
  }
  struct JuspayKnown {
    std::string status;
    std::int64_t pause_end = 0;
  };

  // model_rules.cc
  [[nodiscard]] Prediction manage(const Manage& call, const Look& look) const;
  [[nodiscard]] Prediction amend_terms(const Manage& call, const MandateSeen& mandate,
                                       const Look& look) const;
  [[nodiscard]] Prediction cancel_allowed(const MandateSeen& mandate, const Look& look) const;
  [[nodiscard]] Prediction customer(const CustomerDoes& call, const Look& look) const;
  [[nodiscard]] Prediction source_call(std::string_view id, bool process, const Look& look) const;
  [[nodiscard]] Prediction sponsor(const SponsorCancels& call, const Look& look) const;
  [[nodiscard]] Prediction juspay(const Juspay& call, const Look& look) const;
  [[nodiscard]] std::optional<std::uint32_t> named(const Given& umrn, const Given& id) const;

  // model_settle.cc
  struct Line {
    std::string type;
    char kind;
    std::uint32_t index;
    bool may_be_missing = false;
  };
  std::string expect_events(const std::vector<Line>& expected, const Look& look);
  std::string settle_manage(const Manage& call, const Look& look);
  std::string settle_customer(const CustomerDoes& call, const Look& look);
  std::string settle_source(const Look& look);
  std::string settle_juspay(const Juspay& call, const Look& look);
  void apply_request(LinkKnown& link);
  std::string unchanged(const Look& look) const;

  // model_time.cc
  std::string by_itself(const EventSeen& event, bool banks_told, const Look& look);
  std::string source_moves(const EventSeen& event, bool banks_told, const Look& look);
  std::string mandate_moves(const EventSeen& event, bool banks_told, const Look& look);
  std::string customer_moves(const EventSeen& event);
  std::string juspay_moves(const EventSeen& event, const Look& look);
  std::string take_events(bool banks_told, const Look& look);
  std::string overdue(const Look& look) const;
  void adopt(const Look& look);  ///< objects that came to be
  void adopt_mandates(std::size_t count, const Look& look);
  void close_request(MandateKnown& mandate);

  std::vector<Day> holidays_;
  std::vector<SourceKnown> sources_;
  std::vector<MandateKnown> mandates_;
  std::vector<LinkKnown> links_;
  std::vector<JuspayKnown> juspays_;
  std::unordered_map<std::string, std::uint32_t> source_ids_, mandate_ids_, umrns_, juspay_ids_;
  std::map<std::uint32_t, bool> customers_;  ///< active or not, by what was told last
  std::size_t events_ = 0;                   ///< taken so far
  bool odd_banks_ = false;                   ///< a step of a bank was told to go otherwise
  Sentences sentences_, silences_;
};

/// Paise of the amend call's notation; nullopt when it is not in it.
[[nodiscard]] std::optional<std::int64_t> read_amount(std::string_view text);
[[nodiscard]] std::string in_capitals(std::string_view text);

}  // namespace lotusbox::simulate

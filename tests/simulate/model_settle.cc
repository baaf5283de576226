// What came of a call, held against what had to come of it.
#include "simulate/model.h"

namespace lotusbox::simulate {

namespace {

constexpr std::int64_t kSevenDays = 7 * 86400;  // seed 1

std::string said(std::string_view what, std::string_view more, std::string_view value) {
  std::string text(what);
  if (!more.empty()) text += " " + std::string(more);
  if (!value.empty()) text += ", not " + std::string(value);
  return text;
}

std::string told(const std::optional<Day>& day) { return day ? std::to_string(*day) : "none"; }

}  // namespace

std::string Model::settle(const Call& call, const Prediction& predicted, bool accepted, int status,
                          const Look& look) {
  if (!predicted.says.empty()) {
    ++(predicted.expect == Expect::either ? silences_ : sentences_)[predicted.says];
  }
  if (predicted.expect == Expect::refused && accepted) {
    return "accepted, against: " + std::string(predicted.says);
  }
  if (predicted.expect == Expect::accepted && !accepted) {
    return "refused, against: " + std::string(predicted.says);
  }
  if (!accepted) {
    if (predicted.status != 0 && status != 0 && predicted.expect == Expect::refused &&
        status != predicted.status) {
      return "refused with " + std::to_string(status) + ", not " +
             std::to_string(predicted.status) + ": " + std::string(predicted.says);
    }
    return unchanged(look);
  }
  struct By {
    Model& model;
    const Look& look;
    std::string operator()(const Manage& one) const { return model.settle_manage(one, look); }
    std::string operator()(const CustomerDoes& one) const {
      return model.settle_customer(one, look);
    }
    std::string operator()(const NewSource& /*one*/) const { return model.settle_source(look); }
    std::string operator()(const Withdraw& one) const {
      const std::uint32_t index = model.source_ids_.at(one.source);
      model.sources_[index].status = "withdrawn";
      return model.expect_events({{"source.withdrawn", 's', index, true}}, look);
    }
    std::string operator()(const Process& one) const {
      const std::uint32_t index = model.source_ids_.at(one.source);
      model.sources_[index].status = "pending_submission";
      return model.expect_events({{"source.pending_submission", 's', index}}, look);
    }
    std::string operator()(const SponsorCancels& one) const {
      const std::uint32_t index =
          one.mandate.empty() ? model.umrns_.at(one.umrn) : model.mandate_ids_.at(one.mandate);
      if (look.mandate(index).cancel != "cancel_requested") return "no cancel is requested";
      return model.expect_events({}, look);
    }
    std::string operator()(const Juspay& one) const { return model.settle_juspay(one, look); }
    std::string operator()(const Outside& one) const {
      for (LinkKnown& link : model.links_) link.settings_changed = true;
      if (!look.settings().usual_banks || !look.settings().usual_cut_off) model.odd_banks_ = true;
      std::string wrong = model.take_events(one.banks, look);
      if (wrong.empty()) model.adopt(look);
      return wrong;
    }
  };
  return std::visit(By{*this, look}, call);
}

std::string Model::unchanged(const Look& look) const {
  if (look.events() != events_) {
    return said("a refused call raised", look.event(events_).type, "");
  }
  if (look.sources() != sources_.size() || look.mandates() != mandates_.size() ||
      look.links() != links_.size()) {
    return "a refused call made something";
  }
  return {};
}

std::string Model::expect_events(const std::vector<Line>& expected, const Look& look) {
  std::size_t next = 0;
  for (; events_ < look.events(); ++events_) {
    const EventSeen event = look.event(events_);
    if (event.kind == 'c') {
      if (std::string wrong = customer_moves(event); !wrong.empty()) return wrong;
    }
    if (event.kind != 's' && event.kind != 'm') continue;
    while (next < expected.size() && expected[next].may_be_missing &&
           expected[next].type != event.type) {
      ++next;
    }
    if (next == expected.size()) return said("nothing more is told, but", event.type, "");
    const Line& line = expected[next++];
    if (line.type != event.type || line.kind != event.kind || line.index != event.index) {
      return said("told is", line.type, event.type);
    }
    if (event.at != look.now()) return said("told at another time:", event.type, "");
  }
  while (next < expected.size() && expected[next].may_be_missing) ++next;
  if (next < expected.size()) return said("not told:", expected[next].type, "");
  return {};
}

std::string Model::settle_manage(const Manage& call, const Look& look) {
  const std::uint32_t index = *named(call.umrn, call.mandate_id);
  MandateKnown& mandate = mandates_[index];
  const auto made = static_cast<std::uint32_t>(links_.size());
  if (look.links() != links_.size() + 1) return "seed 0: no link was made";
  const bool cancels = call.action == "cancel";
  const std::int64_t life = cancels ? look.settings().cancel_link_seconds : kSevenDays;
  const LinkSeen seen = look.link(made);
  if (!seen.of_request || seen.status != "live" || seen.expires_at != look.now() + life) {
    return "seed 1: a link lives for 7 days, or for the minutes of a cancel";
  }
  LinkKnown link;
  link.of_request = true;
  link.target = index;
  link.expires_at = look.now() + life;
  link.action = call.action;
  if (call.action == "amend") {
    const bool collects = mandates_[index].is_collection;
    const Given& amount = collects ? call.collection_amount : call.maximum_amount;
    if (amount.as == Given::As::text || amount.as == Given::As::number) {
      link.amount = read_amount(amount.text);
    }
    if (call.frequency.is_text()) link.frequency = in_capitals(call.frequency.text);
    if (call.final_collection_date.is_text()) {
      link.final_date = read_day(call.final_collection_date.text);
    }
  }
  links_.push_back(link);
  mandate.before = mandate.status;
  mandate.status = "pending";
  mandate.request = made;
  return expect_events({{"mandate.pending", 'm', index}}, look);
}

void Model::apply_request(LinkKnown& link) {
  MandateKnown& mandate = mandates_[link.target];
  if (link.amount) mandate.amount = *link.amount;
  if (link.final_date) mandate.final_date = link.final_date;
  if (!link.frequency.empty()) mandate.frequency = link.frequency;
  constexpr std::pair<std::string_view, std::string_view> kResults[] = {
      {"amend", "active"}, {"pause", "paused"}, {"resume", "active"}, {"cancel", "cancelled"}};
  for (const auto& [action, status] : kResults) {
    if (link.action == action) mandate.status = status;
  }
}

std::string Model::settle_customer(const CustomerDoes& call, const Look& look) {
  LinkKnown& link = links_[*call.link];
  const bool yes = call.outcome.text == "accepted";
  if (call.outcome.text == "abandoned") return expect_events({}, look);
  if (link.of_request) {
    MandateKnown& mandate = mandates_[link.target];
    link.live = false;
    mandate.request.reset();
    const bool past = link.final_date && *link.final_date < indian_day(look.now());
    // What was asked for may not hold any more; only the date is told of by the pages.
    const bool open = yes && !past && link.settings_changed &&
                      look.mandate(link.target).status == mandate.before && link.action != "amend";
    const bool failed = !yes || past || open;
    std::vector<Line> lines = {
        {"mandate." + link.action + (failed ? ".failed" : ".success"), 'm', link.target}};
    if (failed) {
      mandate.status = mandate.before;
    } else {
      apply_request(link);
    }
    if (!failed && link.action == "cancel") {
      lines.push_back({"mandate.cancelled", 'm', link.target});
    }
    return expect_events(lines, look);
  }
  SourceKnown& source = sources_[link.target];
  const std::uint32_t before = source.attempts;
  source.attempts = look.source(link.target).attempts;
  if (!yes) {
    if (source.attempts != before + 1) return "seed 3: an attempt is counted";
    return expect_events({{"source.pending", 's', link.target}}, look);
  }
  if (source.variant != "emandate_api") {
    source.status = "pending_submission";
    return expect_events({{"source.pending_submission", 's', link.target}}, look);
  }
  source.status = "submitted";
  const auto made = static_cast<std::uint32_t>(mandates_.size());
  if (look.mandates() != mandates_.size() + 1) return "seed 3: no mandate was made";
  const MandateSeen mandate = look.mandate(made);
  if (mandate.source != link.target || mandate.amount != source.amount ||
      mandate.is_collection != source.is_collection || mandate.status != "active" ||
      mandate.responded != indian_day(look.now())) {
    return "facts 4.1: the mandate is not what its source asked for";
  }
  source.mandate = made;
  adopt(look);
  return expect_events({{"source.submitted", 's', link.target}, {"mandate.active", 'm', made}},
                       look);
}

std::string Model::settle_source(const Look& look) {
  const auto made = static_cast<std::uint32_t>(sources_.size());
  if (look.sources() != sources_.size() + 1) return "seed 3: no source was made";
  const SourceSeen source = look.source(made);
  if (source.status != "pending") return "seed 3: sources are created in pending status";
  if (source.link.has_value() == (source.variant == "physical")) {
    return "seed 3: a link for all but paper";
  }
  adopt(look);
  return expect_events({{"source.pending", 's', made}}, look);
}

std::string Model::settle_juspay(const Juspay& call, const Look& look) {
  const std::uint32_t index = juspay_ids_.at(call.mandate);
  JuspayKnown& mandate = juspays_[index];
  const JuspaySeen seen = look.juspay(index);
  const bool now_paused = seen.pause_start && *seen.pause_start <= look.now();
  std::string wanted(mandate.status);
  if (call.command == "pause" && now_paused) wanted = "PAUSED";
  if (call.command == "revoke") wanted = "REVOKED";
  if (call.command == "resume" && seen.status == "ACTIVE") wanted = "ACTIVE";  // or at its date
  if (seen.status != wanted) return said("seed 4: a mandate is", wanted, seen.status);
  mandate.status = wanted;
  if (call.command == "pause") {
    const auto asked = read_amount(call.pause_end);  // whole seconds
    const std::int64_t from = read_amount(call.pause_start).value_or(look.now());
    const bool fits = asked && *asked > from && *asked > look.now() && *asked <= seen.end;
    mandate.pause_end =
        asked && !fits && seen.pause_end ? *seen.pause_end : asked.value_or(seen.end);
    if (seen.pause_end && *seen.pause_end != mandate.pause_end) return "seed 4: the end of a pause";
  } else if (seen.pause_end) {
    mandate.pause_end = *seen.pause_end;
  }
  events_ = look.events();
  return {};
}

std::string Model::compare(const Look& look) const {
  if (look.sources() != sources_.size()) return "the number of sources";
  if (look.mandates() != mandates_.size()) return "the number of mandates";
  if (look.links() != links_.size()) return "the number of links";
  for (std::uint32_t i = 0; i < sources_.size(); ++i) {
    const SourceSeen seen = look.source(i);
    if (seen.status != sources_[i].status)
      return said("a source is", sources_[i].status, seen.status);
    if (sources_[i].mandate && seen.mandate != sources_[i].mandate)
      return "the mandate of a source";
    if (seen.amount != sources_[i].amount) return "the amount of a source";
  }
  for (std::uint32_t i = 0; i < mandates_.size(); ++i) {
    const MandateKnown& known = mandates_[i];
    const MandateSeen seen = look.mandate(i);
    if (seen.status != known.status) return said("a mandate is", known.status, seen.status);
    if (seen.amount != known.amount || seen.is_collection != known.is_collection) {
      return said("the amount is", std::to_string(known.amount), std::to_string(seen.amount));
    }
    if (seen.frequency != known.frequency) {
      return said("the frequency is", known.frequency, seen.frequency);
    }
    if (seen.final_date != known.final_date) {
      return said("the final date is", told(known.final_date), told(seen.final_date));
    }
  }
  for (std::uint32_t i = 0; i < links_.size(); ++i) {
    const bool live = look.link(i).status == "live";
    const bool known =
        links_[i].of_request ? links_[i].live : sources_[links_[i].target].status == "pending";
    // A source that went to its bank may come back: its link may sleep until then.
    if (live && !known && links_[i].of_request) return "seed 0: a link that was used still lives";
    if (!live && known) return "seed 0: a link died that nobody used";
  }
  for (std::uint32_t i = 0; i < juspays_.size(); ++i) {
    if (look.juspay(i).status != juspays_[i].status) {
      return said("seed 4: a mandate is", juspays_[i].status, look.juspay(i).status);
    }
  }
  return {};
}

}  // namespace lotusbox::simulate

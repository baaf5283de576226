// What happens by itself, and what a product tells of it: each event is a move that the pages
// allow, at the time that they give, and nothing that had to happen is missing.
#include <algorithm>

#include "simulate/model.h"

namespace lotusbox::simulate {

namespace {

/// "On or shortly after" the last day of a quarter (seed 3).
constexpr Day kShortlyAfter = 3;

std::string not_allowed(const EventSeen& event, std::string_view status) {
  return std::string(event.type) + " of one that is " + std::string(status);
}

}  // namespace

void Model::adopt_mandates(std::size_t count, const Look& look) {
  for (auto i = static_cast<std::uint32_t>(mandates_.size()); i < count; ++i) {
    const MandateSeen seen = look.mandate(i);
    mandates_.push_back({.status = std::string(seen.status),
                         .before = std::string(seen.status),
                         .amount = seen.amount,
                         .is_collection = seen.is_collection,
                         .frequency = std::string(seen.frequency),
                         .final_date = seen.final_date,
                         .request = {}});
    mandate_ids_.emplace(look.mandate_id(i), i);
    umrns_.insert_or_assign(look.umrn(i), i);
    if (seen.source) sources_[*seen.source].mandate = i;
  }
}

void Model::adopt(const Look& look) {
  for (auto i = static_cast<std::uint32_t>(sources_.size()); i < look.sources(); ++i) {
    const SourceSeen seen = look.source(i);
    sources_.push_back({.status = std::string(seen.status),
                        .variant = std::string(seen.variant),
                        .created = seen.created,
                        .pending_since = seen.created,
                        .attempts = seen.attempts,
                        .mandate = seen.mandate,
                        .amount = seen.amount,
                        .is_collection = seen.is_collection});
    source_ids_.emplace(look.source_id(i), i);
  }
  adopt_mandates(look.mandates(), look);
  for (std::uint32_t i = 0; i < sources_.size(); ++i) {
    const auto link = links_.size() < look.links() ? look.source(i).link : std::nullopt;
    if (link && *link == links_.size()) links_.push_back(link_of_source(i));
  }
  for (auto i = static_cast<std::uint32_t>(juspays_.size()); i < look.juspays(); ++i) {
    const JuspaySeen seen = look.juspay(i);
    juspays_.push_back({std::string(seen.status), seen.pause_end.value_or(seen.end)});
    juspay_ids_.emplace(look.juspay_id(i), i);
  }
}

std::string Model::pass(const Look& look) {
  std::string wrong = take_events(false, look);
  if (wrong.empty()) adopt(look);
  for (JuspayKnown& mandate : juspays_) {  // no page names an event for it
    if (mandate.status == "PAUSED" && mandate.pause_end <= look.now()) mandate.status = "ACTIVE";
  }
  return wrong.empty() ? overdue(look) : wrong;
}

std::string Model::take_events(bool banks_told, const Look& look) {
  for (; events_ < look.events(); ++events_) {
    std::string wrong = by_itself(look.event(events_), banks_told, look);
    if (!wrong.empty()) return wrong;
  }
  return {};
}

std::string Model::by_itself(const EventSeen& event, bool banks_told, const Look& look) {
  if (event.kind == 's') return source_moves(event, banks_told, look);
  if (event.kind == 'm') return mandate_moves(event, banks_told, look);
  if (event.kind == 'c') return customer_moves(event);
  if (event.kind == 'j') return juspay_moves(event, look);
  return {};
}

std::string Model::source_moves(const EventSeen& event, bool banks_told, const Look& look) {
  if (event.index >= sources_.size()) {
    adopt(look);
    sources_[event.index].status = "pending";
  }
  SourceKnown& source = sources_[event.index];
  const bool bank = source.variant != "emandate_api";
  const std::string before = source.status;
  if (event.type == "source.withdrawn") {
    source.status = "withdrawn";
    if (before == "pending") {
      const Day last = quarter_begins(indian_day(source.created), 2) - 1;
      if (banks_told || event.at >= begins(last)) return {};
      return "seed 3: withdrawn before the end of the quarter after its own";
    }
    if (bank && (before == "pending_submission" || before == "submitted")) return {};
  } else if (event.type == "source.pending") {
    source.status = "pending";
    source.pending_since = event.at;
    if (before == "pending" && source.created == event.at) return {};  // it was just made
    if (bank && (before == "pending_submission" || before == "submitted")) return {};
  } else if (event.type == "source.pending_submission") {
    source.status = "pending_submission";
    if (bank && before == "submitted") return {};
  } else if (event.type == "source.submitted") {
    source.status = "submitted";
    const int hour = full_hour(event.at);
    if (!banks_told && !odd_banks_ && hour != 15 && hour != 16) {
      return "seed 3: submitted at another time than 3 or 4 PM";
    }
    if (bank && before == "pending_submission") return {};
  }
  return not_allowed(event, before);
}

void Model::close_request(MandateKnown& mandate) {
  if (mandate.request) links_[*mandate.request].live = false;
  mandate.request.reset();
}

std::string Model::mandate_moves(const EventSeen& event, bool banks_told, const Look& look) {
  const bool is_new = event.index >= mandates_.size();
  if (is_new) {
    adopt_mandates(event.index + 1, look);  // others that came to be are told of later
    mandates_[event.index].status = event.type.substr(event.type.find('.') + 1);
    const auto source = look.mandate(event.index).source;
    if (!source || event.type == "mandate.active") return {};  // made by a test, or brought in
    if (event.type == "mandate.acknowledged" && sources_[*source].variant != "emandate_api" &&
        sources_[*source].status == "submitted") {
      return {};
    }
    return not_allowed(event, "new");
  }
  MandateKnown& mandate = mandates_[event.index];
  const std::string before = mandate.status;
  const bool stands = before == "active" || before == "pending" || before == "paused";
  if (event.type == "mandate.active" || event.type == "mandate.failed") {
    mandate.status = event.type.substr(event.type.find('.') + 1);
    if (before == "acknowledged") return {};
  } else if (event.type == "mandate.cancelled") {
    mandate.status = "cancelled";
    close_request(mandate);
    const std::string_view cancel = look.mandate(event.index).cancel;
    if (stands && (banks_told || cancel == "cancel_confirmed" || cancel == "cancel_received")) {
      return {};
    }
  } else if (event.type == "mandate.expired") {
    mandate.status = "expired";
    close_request(mandate);
    if (before != "active") ++silences_["facts 9: the end of a mandate that is not active"];
    const bool may = stands || before == "acknowledged";
    if (may && mandate.final_date && event.at >= begins(*mandate.final_date + 1)) return {};
  } else if (event.type.ends_with(".failed") && mandate.request) {
    const LinkKnown link = links_[*mandate.request];
    mandate.status = mandate.before;
    close_request(mandate);
    const bool own = event.type == "mandate." + link.action + ".failed";
    const bool over = mandate.final_date && event.at >= begins(*mandate.final_date + 1);
    if (own && (event.at == link.expires_at || banks_told || over)) return {};
    return "seed 0, R4: " + std::string(event.type) + " before the link expired";
  }
  return not_allowed(event, before);
}

std::string Model::customer_moves(const EventSeen& event) {
  const bool active = event.type == "customer.active";
  if (!active && event.type != "customer.inactive") return {};
  const auto [known, fresh] = customers_.emplace(event.index, active);
  if (!fresh && known->second == active) return "facts 3.4: told twice: " + std::string(event.type);
  known->second = active;
  return {};
}

std::string Model::juspay_moves(const EventSeen& event, const Look& look) {
  if (event.index >= juspays_.size()) {
    adopt(look);
    return {};
  }
  const JuspaySeen seen = look.juspay(event.index);
  std::string& status = juspays_[event.index].status;
  const std::string before = status;
  if (event.type == "MANDATE_PAUSED") {
    status = "PAUSED";
    if (before != "ACTIVE") return not_allowed(event, before);
  } else if (event.type == "MANDATE_EXPIRED") {
    status = "EXPIRED";
    if (event.at < seen.end) return "facts 10: expired before its end";
  } else if (event.type == "MANDATE_ACTIVATED") {
    status = "ACTIVE";
  }
  return {};
}

std::string Model::overdue(const Look& look) const {
  const std::int64_t now = look.now();
  for (const LinkKnown& link : links_) {
    if (link.of_request && link.live && link.expires_at <= now) {
      return "R4: a link expired, and mandate." + link.action + ".failed was not told";
    }
  }
  for (const MandateKnown& mandate : mandates_) {
    if (mandate.status == "active" && mandate.final_date &&
        begins(*mandate.final_date + 1) <= now) {
      return "facts 9: an active mandate outlived its final collection date";
    }
  }
  for (const SourceKnown& source : sources_) {
    if (source.status != "pending") continue;
    const Day own = quarter_begins(indian_day(source.created), 2);
    const Day since = quarter_begins(indian_day(source.pending_since), 1);
    if (begins(std::max(own, since) + kShortlyAfter) <= now) {
      return "seed 3: a source is pending after the quarter that follows its own";
    }
  }
  return {};
}

}  // namespace lotusbox::simulate

#include "support/world_dump.h"

#include <type_traits>

#include "base/text.h"

namespace lotusbox::test {

namespace {

/// Appends values to a text, with a separator after each.
class Printer {
 public:
  explicit Printer(const World& world) : world_(world) {}

  void line(std::string_view name, std::size_t index) {
    out_ += '\n';
    out_ += name;
    out_ += ' ' + std::to_string(index) + ':';
  }
  template <class... Values>
  void put(const Values&... values) {
    (one(values), ...);
  }
  std::string take() { return std::move(out_); }

 private:
  void word(std::string_view text) {
    out_ += ' ';
    out_ += text;
  }
  void one(std::string_view text) { word("\"" + std::string(text) + "\""); }
  void one(const std::string& text) { one(std::string_view(text)); }
  void one(Text text) { one(world_.text(text)); }
  void one(Instant at) { word(std::to_string(unix_seconds(at))); }
  void one(Seconds span) { word(std::to_string(span.count())); }
  void one(CivilDate day) { word("day" + std::to_string(day.day_number())); }
  void one(Paise amount) { word("p" + std::to_string(amount.count())); }
  void one(ObjectRef object) { put(object.kind, object.index); }
  template <class Tag>
  void one(Id<Tag> id) {
    word("#" + std::to_string(id.index));
  }
  template <class T>
  void one(const std::optional<T>& value) {
    value ? one(*value) : word("-");
  }
  template <class Number>
  requires(std::is_integral_v<Number> || std::is_enum_v<Number>) void one(Number number) {
    word(std::to_string(static_cast<std::int64_t>(number)));
  }
  void one(const Source::State& s) {
    put(s.date_submitted, s.date_withdrawn, s.mandate, s.customer, s.bank_account, s.reason_code,
        s.reason_description, s.reject_by, s.attempts, s.auth_mode, s.status, s.image, s.bank_due,
        s.submissions, s.returns, s.acknowledgement, s.response);
  }
  void one(const Mandate::State& s) {
    put(s.amount, s.final_collection, s.date_acknowledged, s.date_responded, s.date_cancelled,
        s.request, s.metadata, s.reason_code, s.reason_description, s.frequency, s.status, s.before,
        s.cancel, s.bank_due, s.ended);
  }
  void one(const Customer::State& s) {
    put(s.last_mandate, s.last_bank_account, s.last_subscription, s.subscriptions, s.mandates,
        s.bank_accounts, s.standing, s.status);
  }
  void one(const JuspayMandate::State& s) {
    put(s.pause_start, s.pause_end, s.activated_at, s.last_activated_at, s.last_updated, s.status,
        s.resume_asked);
  }
  void one(const Debit::State& s) {
    put(s.date_response, s.collection, s.settlement, s.code, s.status, s.cancelled_by);
  }
  void one(const Settlement::State& s) { put(s.date_settled, s.status); }
  void one(const Schedule& s) {
    put(s.start, s.interval, s.interval_count, s.day_of_month, s.month);
  }

  const World& world_;
  std::string out_;
};

template <class T, class Row>
void each(Printer& out, std::string_view name, const Table<T>& table, Row row) {
  for (std::size_t i = 0; i < table.size(); ++i) {
    out.line(name, i);
    row(table[i]);
  }
}

void put_objects(Printer& out, const World& world) {
  each(out, "terms", world.terms, [&](const Terms& t) {
    out.put(t.amount, t.first_collection, t.final_collection, t.date_of_mandate, t.debtor_name,
            t.account_number, t.mmbid, t.email, t.mobile, t.pan, t.phone, t.references[0],
            t.references[1], t.references[2], t.references[3], t.references[4], t.bank, t.category,
            t.amount_kind, t.frequency, t.sequence, t.variant, t.account_type, t.creditor, t.hashes,
            t.sent_names);
  });
  each(out, "source", world.sources, [&](const Source& s) {
    out.put(s.created, s.terms, s.link, s.return_url, s.metadata, s.agent, s.state);
  });
  each(out, "mandate", world.mandates, [&](const Mandate& m) {
    out.put(m.created, m.terms, m.source, m.customer, m.bank_account, m.given_umrn,
            m.given_request_id, m.auth_mode, m.previous_of_customer, m.previous_of_account,
            m.first_pending_debit, m.last_pending_debit, m.last_subscription, m.last_debit,
            m.state);
  });
  each(out, "request", world.requests, [&](const ManagementRequest& r) {
    out.put(r.created, r.mandate, r.link, r.amount, r.final_collection, r.frequency, r.return_url,
            r.reason_code, r.reason_description, r.reject_by, r.auth_mode, r.action, r.status,
            r.stale ? r.stale->id : std::string_view());
  });
  each(out, "link", world.links,
       [&](const Link& l) { out.put(l.expires_at, l.ended, l.target, l.kind, l.status); });
  each(out, "customer", world.customers, [&](const Customer& c) {
    out.put(c.created, c.name, c.email, c.mobile, c.phone, c.identification, c.description,
            c.metadata, c.state);
  });
  each(out, "image", world.images, [&](const PhysicalImage& i) {
    out.put(i.created, i.reference1, i.source, i.bytes ? *i.bytes : "replaced");
  });
  each(out, "sent_names", world.sent_names, [&](const SentNames& n) {
    out.put(n.category_description, n.creditor_agent_name, n.creditor_name);
  });
  const Creditors& creditors = world.creditors.read();
  out.line("creditors", creditors.usual);
  for (const Creditor& c : creditors.rows) {
    out.put(c.name, c.utility_code, c.agent_code, c.agent_mmbid, c.agent_name, c.configured);
  }
  out.line("waiting_images", world.waiting_images.read().size());
  for (const auto& [reference, image] : world.waiting_images.read()) out.put(reference, image);
  out.line("papers", world.papers.read().size());
  for (const auto& [reference, source] : world.papers.read()) out.put(reference, source);
  each(out, "bank_account", world.bank_accounts, [&](const BankAccount& b) {
    out.put(b.created, b.customer, b.previous_of_customer, b.last_mandate, b.mandates, b.holder,
            b.number, b.ifsc, b.bank, b.type);
  });
}

void put_juspay(Printer& out, const World& world) {
  each(out, "juspay_mandate", world.juspay_mandates, [&](const JuspayMandate& m) {
    out.put(m.created, m.start, m.end, m.max_amount, m.customer, m.amount_rule, m.rule_type, m.type,
            m.frequency, m.revokable_by_customer, m.block_fund, m.state);
  });
  each(out, "juspay_snapshot", world.juspay_snapshots,
       [&](const JuspayMandate::State& s) { out.put(s); });
  out.line("juspay_webhook", 0);
  out.put(world.juspay_webhook.url);
}

void put_ledger(Printer& out, const Ledger& ledger) {
  each(out, "debit", ledger.debits, [&](const Debit& d) {
    out.put(d.created, d.answer_due, d.amount, d.charge, d.mandate, d.subscription, d.next_pending,
            d.previous_pending, d.previous_of_mandate, d.breach, d.reference_creditor, d.metadata,
            d.references[0], d.references[1], d.references[2], d.references[3], d.state);
  });
  each(out, "debit_snapshot", ledger.debit_snapshots, [&](const Debit::State& s) { out.put(s); });
  each(out, "collection", ledger.collections, [&](const Collection& c) {
    out.put(c.created, c.charge, c.value, c.amount, c.count, c.creditor, c.settlement, c.status);
  });
  each(out, "settlement", ledger.settlements, [&](const Settlement& s) {
    out.put(s.created, s.collection, s.gross, s.fee, s.tax, s.reversed, s.first_reversal,
            s.reversals, s.state);
  });
  each(out, "settlement_snapshot", ledger.settlement_snapshots,
       [&](const Settlement::State& s) { out.put(s); });
  each(out, "subscription", ledger.subscriptions, [&](const Subscription& s) {
    out.put(s.created, s.schedule, s.amount, s.mandate, s.previous_of_customer,
            s.previous_of_mandate, s.name, s.metadata, s.count, s.next, s.last_missed, s.status);
  });
  each(out, "missed", ledger.missed, [&](const MissedDate& m) {
    out.put(m.at, m.subscription, m.date, m.refusal.finding.message, m.previous);
  });
  each(out, "reversal", ledger.reversals, [&](const Reversal& r) { out.put(r.debit, r.amount); });
  out.line("ledger", 0);
  for (const Reversal& waiting : ledger.owed) out.put(waiting.debit, waiting.amount);
  out.put(ledger.policy.answer, ledger.policy.code, ledger.policy.settlements);
  for (const CollectionId id : ledger.open_collections) out.put(id);
}

void put_events(Printer& out, const World& world) {
  each(out, "event", world.events,
       [&](const Event& e) { out.put(e.created, e.object, e.snapshot, e.row, e.type); });
  each(out, "source_snapshot", world.source_snapshots, [&](const Source::State& s) { out.put(s); });
  each(out, "mandate_snapshot", world.mandate_snapshots,
       [&](const Mandate::State& s) { out.put(s); });
  each(out, "customer_snapshot", world.customer_snapshots,
       [&](const Customer::State& s) { out.put(s); });
  each(out, "delivery", world.deliveries, [&](const Delivery& d) {
    out.put(d.created, d.due_at, d.event, d.target, d.last_attempt, d.attempts, d.status, d.chaos);
  });
  each(out, "attempt", world.attempts,
       [&](const Attempt& a) { out.put(a.at, a.previous, a.http_status, a.took_ms, a.verdict); });
  out.line("outbox", world.outbox.size());
  for (const DeliveryId id : world.outbox) out.put(id);
}

}  // namespace

std::string dump(const World& world) {
  Printer out(world);
  out.line("world", 0);
  out.put(world.ids.seed(), world.now, world.policy.profile, world.policy.cancel_enabled,
          world.policy.cancel_link_life, world.policy.cut_off_hour);
  for (const bool on : world.policy.switches) out.put(on);
  for (const StepPolicy& step : world.policy.bank) {
    out.put(step.manual, step.after, step.outcome, step.reason_code);
  }
  out.line("webhook", 0);
  out.put(world.webhook.url, world.webhook.key, world.webhook.format);
  const Chaos& chaos = world.chaos;
  out.line("chaos", 0);
  out.put(chaos.on, chaos.seed, chaos.duplicate.per_million, chaos.delay.per_million,
          chaos.reorder.per_million, chaos.drop.per_million, chaos.delay_up_to,
          chaos.reorder_within, world.held_delivery);
  // Where the next text would go tells how much the pool holds.
  TextPool texts = world.texts;
  out.line("texts", texts.add("x").index);
  out.line("remembered_calls", world.remembered_calls.size());
  out.line("mails", world.mails.end());
  for (std::uint32_t number = world.mails.first(); number < world.mails.end(); ++number) {
    const Mail& mail = world.mails.at(number);
    out.put(mail.at, mail.about, mail.link, mail.reason_code, mail.reason, mail.kind, mail.channel);
  }
  out.line("given_umrns", world.with_given_umrn.size());
  for (const MandateId id : world.with_given_umrn) out.put(id);
  for (const MandateId id : world.failed_mandates) out.put(id);
  put_objects(out, world);
  put_juspay(out, world);
  put_ledger(out, world.ledger);
  put_events(out, world);
  Timers timers = world.timers;
  while (const Timer* timer = timers.first()) {
    out.line("timer", timer->sequence);
    out.put(timer->at, timer->index, timer->kind);
    timers.pop();
  }
  timers.set(world.now, TimerKind::link_lapse, 0);
  out.line("next_timer", timers.first()->sequence);
  return out.take();
}

std::string first_difference(const std::string& left, const std::string& right) {
  if (left == right) return {};
  const auto lefts = split(left, '\n');
  const auto rights = split(right, '\n');
  for (std::size_t i = 0; i < lefts.size() || i < rights.size(); ++i) {
    const std::string_view a = i < lefts.size() ? lefts[i] : "(nothing)";
    const std::string_view b = i < rights.size() ? rights[i] : "(nothing)";
    if (a != b) return std::string(a) + "\n   against\n" + std::string(b);
  }
  return {};
}

}  // namespace lotusbox::test

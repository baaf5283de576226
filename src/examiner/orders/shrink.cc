#include "examiner/orders/shrink.h"

#include <algorithm>

namespace lotusbox::examiner {

namespace {

bool comes(const Order& order, std::uint16_t event) {
  return std::any_of(order.begin(), order.end(), [&](Step step) { return step.event == event; });
}

/// Puts a step where it would have come by itself.
Order put_back(Order order, std::uint16_t event) {
  const auto place = std::find_if(order.begin(), order.end(),
                                  [&](Step step) { return step.late || step.event > event; });
  order.insert(place, Step{event, false});
  return order;
}

Order without_place(Order order, std::size_t place) {
  order.erase(order.begin() + static_cast<std::ptrdiff_t>(place));
  return order;
}

class Shrinking {
 public:
  Shrinking(Case found, const Fails& fails, const std::function<bool()>& stop)
      : best_(std::move(found)), fails_(fails), stop_(stop) {}

  Case run() {
    bool smaller = true;
    while (smaller && !stopped()) {
      smaller = fewer_events();
      smaller = fewer_changes() || smaller;
    }
    return best_;
  }

 private:
  [[nodiscard]] bool stopped() const { return stop_ && stop_(); }

  bool take_if_fails(Case candidate) {
    if (stopped() || !fails_(candidate)) return false;
    best_ = std::move(candidate);
    return true;
  }

  /// Half of the events at once, then fewer and fewer.
  bool fewer_events() {
    bool any = false;
    for (std::size_t piece = std::max<std::size_t>(best_.kept.size() / 2, 1); piece > 0;
         piece /= 2) {
      for (std::size_t from = 0; from < best_.kept.size();) {
        Case candidate;
        for (std::size_t i = 0; i < best_.kept.size(); ++i) {
          if (i < from || i >= from + piece) candidate.kept.push_back(best_.kept[i]);
        }
        for (const Step& step : best_.order) {
          const auto& kept = candidate.kept;
          if (std::binary_search(kept.begin(), kept.end(), step.event)) {
            candidate.order.push_back(step);
          }
        }
        const bool good = !candidate.order.empty() && take_if_fails(std::move(candidate));
        any = any || good;
        if (!good) from += piece;
      }
    }
    return any;
  }

  bool fewer_changes() {
    bool any = false;
    for (bool smaller = true; smaller && !stopped();) {
      smaller = fewer_copies() || fewer_drops() || fewer_late() || fewer_moves() || fewer_swaps();
      any = any || smaller;
    }
    return any;
  }

  bool try_order(Order order) {
    Case candidate{best_.kept, std::move(order)};
    return changes_in(candidate) < changes_in(best_) && take_if_fails(std::move(candidate));
  }

  bool fewer_copies() {
    for (std::size_t i = 0; i < best_.order.size(); ++i) {
      const Order order = without_place(best_.order, i);
      if (comes(order, best_.order[i].event) && try_order(order)) return true;
    }
    return false;
  }
  bool fewer_drops() {
    for (const std::uint16_t event : best_.kept) {
      if (!comes(best_.order, event) && try_order(put_back(best_.order, event))) return true;
    }
    return false;
  }
  bool fewer_late() {
    for (std::size_t i = 0; i < best_.order.size(); ++i) {
      if (!best_.order[i].late) continue;
      // First at the end of what is not late, which keeps the order; then where it belongs.
      Order order = without_place(best_.order, i);
      const auto end =
          std::find_if(order.begin(), order.end(), [](Step step) { return step.late; });
      order.insert(end, Step{best_.order[i].event, false});
      if (try_order(order)) return true;
      const Order rest = without_place(best_.order, i);
      if (try_order(put_back(rest, best_.order[i].event))) return true;
    }
    return false;
  }
  /// Each step back to where it would have come by itself.
  bool fewer_moves() {
    for (std::size_t i = 0; i < best_.order.size(); ++i) {
      const Step step = best_.order[i];
      if (step.late) continue;
      if (try_order(put_back(without_place(best_.order, i), step.event))) return true;
    }
    return false;
  }
  bool fewer_swaps() {
    for (std::size_t i = 0; i + 1 < best_.order.size(); ++i) {
      Order order = best_.order;
      if (order[i].late != order[i + 1].late || order[i].event <= order[i + 1].event) continue;
      std::swap(order[i], order[i + 1]);
      if (try_order(std::move(order))) return true;
    }
    return false;
  }

  Case best_;
  const Fails& fails_;
  const std::function<bool()>& stop_;
};

}  // namespace

std::size_t changes_in(const Case& one) {
  std::size_t changes = 0;
  for (const std::uint16_t event : one.kept) {
    const auto copies = std::count_if(one.order.begin(), one.order.end(),
                                      [&](Step step) { return step.event == event; });
    changes +=
        copies == 0 ? one.kept.size() : static_cast<std::size_t>(copies - 1) * one.kept.size();
  }
  for (std::size_t i = 0; i < one.order.size(); ++i) {
    changes += one.order[i].late ? 1U : 0U;
    for (std::size_t j = i + 1; j < one.order.size(); ++j) {
      changes += one.order[i].event > one.order[j].event ? 1U : 0U;
    }
  }
  return changes;
}

Case shrink(Case found, const Fails& fails, const std::function<bool()>& stop) {
  return Shrinking(std::move(found), fails, stop).run();
}

}  // namespace lotusbox::examiner

#include "core/behaviour/customer/machine.h"

// A customer appears with the first mandate and is active while a mandate of theirs stands. A
// pending or paused mandate still stands: only its end counts (R7). The made_ rows belong to
// mandates made directly and raise no events. (facts 3.4, 13)

namespace lotusbox {

namespace {

using S = CustomerStatus;
using T = CustomerTrigger;
using R = RowMaker<T>;
using enum Guard;
using enum Evidence;
using enum EventType;

constexpr std::string_view kEvents = "facts 3.4";

constexpr Row kRows[] = {
    R::made("customer.create", T::create, always, S::inactive, kSilent, documented, "facts 4.1"),
    R::made("customer.made_with_mandate", T::made_with_mandate, always, S::active, kSilent, assumed,
            "control plane: set-up without a source"),
    R::made("customer.made_without_mandate", T::made_without_mandate, always, S::inactive, kSilent,
            assumed, "control plane: set-up without a source"),
    R::made("customer.made_by_call", T::made_by_call, always, S::inactive,
            emits(customer_created, assumed), documented,
            "facts 4.3, 3.4: the event is in the sample and not on the list"),
    R::made("customer.imported", T::imported, always, S::inactive, kSilent, assumed,
            "facts 4.2: a mandate has a customer"),
    R::moves("customer.first_mandate", S::inactive, T::mandate_joined, always, S::active,
             emits(customer_active), documented, kEvents),
    R::moves("customer.further_mandate", S::active, T::mandate_joined, always, S::active, kSilent,
             documented, kEvents),
    R::moves("customer.mandate_ended", S::active, T::mandate_ended, others_standing, S::active,
             kSilent, assumed, "facts 3.4; R7"),
    R::moves("customer.last_mandate_ended", S::active, T::mandate_ended, none_standing, S::inactive,
             emits(customer_inactive), assumed, "facts 3.4; R7"),
};
static_assert(sound<T>(kRows, 0));

}  // namespace

constinit const MachineTable kCustomerMachine = machine_of<CustomerTrigger>(
    "customer", "A debtor, active while a mandate of theirs stands.", kRows);

}  // namespace lotusbox

#include "core/behaviour/customer/decide.h"

#include "core/behaviour/customer/machine.h"
#include "core/behaviour/customer/rules.h"
#include "core/behaviour/formats.h"
#include "core/behaviour/source/rules.h"

namespace lotusbox {

Decided decide_customer(const World& world, const CreateCustomer& command) {
  CreateCustomer asked = command;
  if (is_slack_mobile(world, command.mobile)) asked.mobile = {};
  if (is_slack_pan(world, command.pan)) asked.pan = {};
  if (auto refusal = first_refusal(customer_rules(), asked)) return failure(std::move(*refusal));
  std::string mobile = mobile_digits(command.mobile.text);
  std::string phone = command.phone.given() ? command.phone.text : mobile;
  return by(made(world, CustomerTrigger::made_by_call),
            CustomerDraft{.mobile = std::move(mobile),
                          .phone = std::move(phone),
                          .name = command.name.text,
                          .email = command.email.text,
                          .pan = command.pan.text,
                          .description = command.description.text,
                          .metadata = command.metadata_json});
}

}  // namespace lotusbox

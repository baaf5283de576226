#include "wire/errors.h"

#include <doctest/doctest.h>

#include "core/model/refusal.h"
#include "support/play.h"

using namespace lotusbox;
using namespace lotusbox::test;

TEST_CASE("the error body has the keys of the sample, in its order") {
  CHECK(wire::error_body("invalid_request_error", "parameter_invalid_integer",
                         "Invalid positive integer", "amount") ==
        R"({"error":{"code":"parameter_invalid_integer",)"
        R"("doc_url":"https://docs.lotuspay.com/#errors","message":"Invalid positive integer",)"
        R"("param":"amount","type":"invalid_request_error"}})");
  CHECK(wire::error_body("api_error", "x", "a \"quoted\"\nmessage", "") ==
        R"({"error":{"code":"x","doc_url":"https://docs.lotuspay.com/#errors",)"
        R"("message":"a \"quoted\"\nmessage","type":"api_error"}})");
}

TEST_CASE("every class of refusal has its status") {
  CHECK(wire::status_of(RefusalCode::parameter_missing) == 400);
  CHECK(wire::status_of(RefusalCode::parameter_invalid) == 400);
  CHECK(wire::status_of(RefusalCode::invalid_mandate_usage) == 400);
  CHECK(wire::status_of(RefusalCode::invalid_source_usage) == 400);
  CHECK(wire::status_of(RefusalCode::authentication_required) == 401);
  CHECK(wire::status_of(RefusalCode::resource_missing) == 404);
  CHECK(wire::status_of(RefusalCode::link_gone) == 410);
}

TEST_CASE("a refusal names the parameter it found, or the one of its rule") {
  Play play;
  CreateSource source = good_source();
  source.debit.debtor_account_name = text("O_BRIEN");
  const StepResult name = play.run(source);
  REQUIRE_FALSE(name.ok());
  CHECK(wire::refusal_body(name.error()).find(R"("param":"nach_debit.debtor_account_name")") !=
        std::string::npos);
  source = good_source();
  source.debit.amount_maximum = number("1");
  const StepResult amount = play.run(source);
  REQUIRE_FALSE(amount.ok());
  CHECK(wire::refusal_body(amount.error()) ==
        R"({"error":{"code":"parameter_invalid","doc_url":"https://docs.lotuspay.com/#errors",)"
        R"("message":"Amount must be between Rs 1.0 and Rs 1000000.0",)"
        R"("param":"nach_debit.amount_maximum","type":"invalid_request_error"}})");
}

TEST_CASE("a refusal at the door is an authentication error") {
  constexpr Rule kDoor{"auth.key_missing",
                       RefusalCode::authentication_required,
                       "",
                       Evidence::documented,
                       "facts 1.2",
                       "A key is sent"};
  const std::string body = wire::refusal_body({&kDoor, {.message = "No API key"}});
  CHECK(body.find(R"("type":"authentication_error")") != std::string::npos);
  CHECK(body.find(R"("code":"authentication_required")") != std::string::npos);
}

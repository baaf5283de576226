#include "cli/control_client.h"

#include "base/printable.h"
#include "base/text.h"
#include "cli/commands.h"
#include "cli/terminal.h"

namespace lotusbox::cli {

namespace {

constexpr std::chrono::milliseconds kTimeout{90000};
constexpr std::string_view kForm = "application/x-www-form-urlencoded";

std::string header_or_empty(const Response& response, std::string_view name) {
  return std::string(find_header(response.headers, name).value_or(std::string_view()));
}

}  // namespace

std::string with_scheme(const std::string& url) {
  return url.empty() || url.find("://") != std::string::npos ? url : "http://" + url;
}

void add_control_flags(Command& command, ControlFlags& flags) {
  command.add({.name = "--url",
               .value = "URL",
               .help = "Where that lotusbox is",
               .environment = "LOTUSBOX_URL",
               .into = &flags.url,
               .shows_default = true});
  command.add({.name = "--key",
               .value = "KEY",
               .help = "Whose world",
               .environment = "LOTUSPAY_API_KEY",
               .into = &flags.key,
               .shows_default = true});
  command.add(
      {.name = "--json", .help = "The answer as it came, for programs", .into = &flags.json});
}

std::string form_of(const Fields& fields) {
  std::string form;
  for (const auto& [name, value] : fields) {
    if (value.empty()) continue;
    if (!form.empty()) form += '&';
    form += percent_encode(name) + "=" + percent_encode(value);
  }
  return form;
}

std::string short_instant(std::string_view ist) {
  std::string text(ist.substr(0, 19));
  if (text.size() > 10) text[10] = ' ';
  return text;
}

Result<Response, std::string> ControlClient::send(std::string_view method,
                                                  const std::string& target, std::string body,
                                                  std::string_view media_type) {
  Request request;
  request.method = method;
  request.target = target;
  request.headers = {{"Authorization", "Bearer " + flags_.key},
                     {"Accept", "application/json, */*"}};
  request.body = std::move(body);
  if (!request.body.empty()) request.headers.emplace_back("Content-Type", media_type);
  return http_.call(with_scheme(flags_.url), request, kTimeout);
}

std::optional<Response> ControlClient::checked(Result<Response, std::string> response) {
  if (!response) {
    complain(command_,
             response.error() + "\nStart one with: lotusbox serve; or say where with --url",
             kRuntime);
    return std::nullopt;
  }
  constexpr int kNothingCame = 408;  // a wait that was in vain is answered with what did come
  if (response->status >= 400 && response->status != kNothingCame) {
    tell_refusal(response.value());
    return std::nullopt;
  }
  return std::move(response.value());
}

std::optional<ControlAnswer> ControlClient::read(std::optional<Response> response) {
  if (!response) return std::nullopt;
  ControlAnswer answer{response->body, scenario::JsonValue::parse(response->body)};
  if (answer.json.exists()) return answer;
  complain(command_, flags_.url + ": what answers there is not lotusbox", kRuntime);
  return std::nullopt;
}

std::optional<ControlAnswer> ControlClient::ask_quietly(std::string_view method,
                                                        const std::string& target,
                                                        const Fields& fields) {
  const auto response = send(method, target, form_of(fields), kForm);
  if (!response || response->status >= 400) return std::nullopt;
  ControlAnswer answer{response->body, scenario::JsonValue::parse(response->body)};
  return answer.json.exists() ? std::optional(std::move(answer)) : std::nullopt;
}

std::optional<ControlAnswer> ControlClient::ask(std::string_view method, const std::string& target,
                                                const Fields& fields) {
  return read(checked(send(method, target, form_of(fields), kForm)));
}

std::optional<ControlAnswer> ControlClient::ask_json(std::string_view method,
                                                     const std::string& target, std::string json) {
  return read(checked(send(method, target, std::move(json), "application/json")));
}

std::optional<std::string> ControlClient::ask_text(std::string_view method,
                                                   const std::string& target) {
  auto response = checked(send(method, target, {}, kForm));
  return response ? std::optional(std::move(response->body)) : std::nullopt;
}

int ControlClient::show(const ControlAnswer& answer, std::string_view text) const {
  const bool printed = print_lines(flags_.json ? answer.body + "\n" : std::string(text));
  return printed ? kFine : kRuntime;
}

void ControlClient::tell_refusal(const Response& response) const {
  if (flags_.json) print_lines(response.body + "\n");
  const std::string rule = header_or_empty(response, "Lotusbox-Rule");
  const std::string request = header_or_empty(response, "Lotusbox-Request-Id");
  const auto json = scenario::JsonValue::parse(response.body);
  std::string message = json.at("error.message").text();
  if (message.empty()) message = "answered " + std::to_string(response.status);
  complain(command_, printable((rule.empty() ? "" : "refused by " + rule + ": ") + message),
           kRuntime);
  // The hint repeats where the call went, so that it can be pasted.
  std::string hint = "more: lotusbox why " + request;
  if (flags_.url != ControlFlags().url) hint += " --url " + flags_.url;
  if (flags_.key != ControlFlags().key) hint += " --key " + flags_.key;
  if (!request.empty() && !rule.empty()) say(printable(hint));
}

}  // namespace lotusbox::cli

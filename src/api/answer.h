// The answer to a call before it becomes a response: with what the log keeps of it, and what a
// fault and a browser may do with it.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "base/http_message.h"
#include "core/model/refusal.h"
#include "core/values/ids.h"

namespace lotusbox::api {

/// What a fault does to an answer on its way out.
struct Disturbance {
  std::string fault;  ///< its name, or its number in the list
  int delay_ms = 0;
  bool drop = false;
  std::optional<std::size_t> truncate_after;
};

/// What a browser may do with the bytes of an answer.
enum class Content : std::uint8_t {
  data,      ///< nothing but read them
  page,      ///< show our page, which loads nothing
  app,       ///< show our page that asks the server by itself
  of_caller  ///< nothing, whatever their type says
};

struct Answer {
  int status = 200;
  std::string body;
  std::string content_type = "application/json";
  Content content = Content::data;
  Headers headers;
  std::optional<Refusal> refusal;  ///< kept in the request log, so that `why` can explain it
  std::string rule;                ///< of a refusal that stands in no table
  std::optional<LinkId> link;      ///< of this world, that the call made or answered
  bool not_now = false;            ///< nothing was done: ask again where the handler may wait
  std::optional<Disturbance> disturbance;
  std::function<bool(std::string& out)> more = nullptr;  ///< as in Response
};

}  // namespace lotusbox::api

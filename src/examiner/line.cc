#include "examiner/line.h"

#include "webhook/envelope.h"

namespace lotusbox::examiner {

Request post_of(std::string body) {
  Request request;
  request.method = "POST";
  request.headers = {{"Content-Type", "application/json"}, {"User-Agent", "lotusbox"}};
  request.body = std::move(body);
  return request;
}

Request delivery_of(const std::string& event, const std::string& key, std::uint64_t nonce) {
  return post_of(webhook::seal(event, key, nonce));
}

}  // namespace lotusbox::examiner

// Whether a receiver refuses what LotusPay has never sent.
#include "base/json_writer.h"
#include "base/text.h"
#include "examiner/receiver/catalogue.h"
#include "scenario/json_value.h"
#include "scenario/state.h"
#include "webhook/cipher.h"
#include "webhook/envelope.h"

namespace lotusbox::examiner {

namespace {

using scenario::JsonValue;

constexpr std::size_t kBlock = webhook::kCipherBytes;
constexpr std::uint64_t kNoncesTried = 4096;

struct Bad {
  std::string words;
  Request request;
};

std::string enveloped(std::string_view serialized) {
  JsonWriter out;
  out.begin_object().field("serialized_response", serialized).end_object();
  return out.take();
}

/// What stands in the envelope of an event that has not come yet: the IV, then base64.
std::string serialized_of(const Bench& bench, std::uint64_t nonce = 1) {
  const StoryEvent& event = bench.first("mandate.active");
  return JsonValue::parse(webhook::seal(event.json, bench.setting().key, nonce))
      .at("serialized_response")
      .text();
}

/// The receiver must answer 400 to 599, and where there is a probe nothing may have changed.
Finding refuse_all(Bench& bench, const std::vector<Bad>& all) {
  std::string wrong;
  const std::string before = bench.has_probe() ? bench.state() : "";
  for (const Bad& bad : all) {
    const Came came = bench.send(bad.request, bad.words);
    if (came.status < 400) wrong += bad.words + ": " + told(came) + ", not 400 or more\n";
  }
  const std::string after = bench.has_probe() ? bench.state() : "";
  wrong += scenario::tell_differences(before, after, "before", "after");
  return wrong.empty() ? Finding::good() : Finding::bad(wrong);
}

/// The cipher bytes with one of them changed so that they do not decrypt to JSON.
std::string changed(const Bench& bench, std::size_t from, std::size_t to) {
  const std::string serialized = serialized_of(bench);
  const std::string iv = serialized.substr(0, kBlock);
  const std::string cipher = base64_decode(serialized.substr(kBlock)).value_or("");
  for (std::size_t at = from; at < to; ++at) {
    std::string bytes = cipher;
    bytes[at] = static_cast<char>(bytes[at] ^ 0x55);
    const auto plain = webhook::decrypt(bytes, bench.setting().key, iv);
    if (plain && JsonValue::parse(*plain).exists()) continue;
    return enveloped(iv + base64_encode(bytes));
  }
  LOTUSBOX_UNREACHABLE("a changed block decrypts to JSON");
}

Finding changed_cipher(Bench& bench) {
  const std::string serialized = serialized_of(bench);
  const std::size_t length = base64_decode(serialized.substr(kBlock)).value_or("").size();
  return refuse_all(bench,
                    {{"the last block changed", post_of(changed(bench, length - kBlock, length))},
                     {"a block in the middle changed",
                      post_of(changed(bench, 4 * kBlock, length - 2 * kBlock))}});
}

Finding wrong_key(Bench& bench) {
  std::string key = bench.setting().key;
  for (char& c : key) c = c == 'x' ? 'y' : 'x';
  const StoryEvent& event = bench.first("mandate.active");
  // Padding fits by chance once in 256 times.
  for (std::uint64_t nonce = 1; nonce < kNoncesTried; ++nonce) {
    const std::string body = webhook::seal(event.json, key, nonce);
    const auto text = JsonValue::parse(body).at("serialized_response").text();
    if (webhook::open_sealed(text, bench.setting().key)) continue;
    return refuse_all(bench, {{"sealed under another key", post_of(body)}});
  }
  LOTUSBOX_UNREACHABLE("another key opens it");
}

Finding truncated(Bench& bench) {
  const std::string serialized = serialized_of(bench);
  const std::string whole = enveloped(serialized);
  std::string cipher = base64_decode(serialized.substr(kBlock)).value_or("");
  do {
    cipher.resize(cipher.size() - kBlock);
  } while (webhook::decrypt(cipher, bench.setting().key, serialized.substr(0, kBlock)));
  return refuse_all(bench,
                    {{"half of the body", post_of(whole.substr(0, whole.size() / 2))},
                     {"the last blocks missing",
                      post_of(enveloped(serialized.substr(0, kBlock) + base64_encode(cipher)))}});
}

Finding short_iv(Bench& bench) {
  const std::string serialized = serialized_of(bench);
  return refuse_all(bench,
                    {{"ten characters in all", post_of(enveloped(serialized.substr(0, 10)))},
                     {"an IV alone", post_of(enveloped(serialized.substr(0, kBlock)))},
                     {"an IV of eight characters", post_of(enveloped(serialized.substr(8)))}});
}

Finding bad_base64(Bench& bench) {
  std::string serialized = serialized_of(bench);
  // Also a reader that skips such characters is left with a length that no cipher has.
  serialized.replace(kBlock + 20, 4, "*?!#");
  return refuse_all(bench,
                    {{"four characters that are not base64", post_of(enveloped(serialized))}});
}

Finding no_envelope(Bench& bench) {
  return refuse_all(bench, {{"{}", post_of("{}")},
                            {"another name", post_of(R"({"response":"x"})")},
                            {"null", post_of(R"({"serialized_response":null})")},
                            {"a number", post_of(R"({"serialized_response":7})")},
                            {"a list", post_of("[]")}});
}

Finding plain(Bench& bench) {
  return refuse_all(bench, {{"the event as it is", post_of(bench.first("mandate.active").json)}});
}

Finding empty(Bench& bench) { return refuse_all(bench, {{"no body", post_of("")}}); }

Finding get(Bench& bench) {
  Request request = post_of("");
  request.method = "GET";
  return refuse_all(bench, {{"GET", request}});
}

Finding no_event(Bench& bench) {
  std::vector<Bad> all;
  for (const char* text :
       {"null", "[]", "{}", R"({"hello":1})", "\"mandate.active\"", "not JSON"}) {
    all.push_back({std::string("sealed: ") + text, delivery_of(text, bench.setting().key, 1)});
  }
  return refuse_all(bench, all);
}

constexpr Examination kExaminations[] = {
    {.id = "refuse.changed-cipher",
     .title = "refuses a changed cipher text",
     .why = "the envelope has no signature: what does not decrypt is the only sign of a change",
     .examine = changed_cipher},
    {.id = "refuse.wrong-key",
     .title = "refuses what was sealed under another key",
     .why = "who does not know the key must not be able to tell you of mandates",
     .examine = wrong_key},
    {.id = "refuse.truncated",
     .title = "refuses a truncated body",
     .why = "a connection that breaks leaves half a body; answered with 2xx it never comes again",
     .examine = truncated},
    {.id = "refuse.short-iv",
     .title = "refuses an IV that is too short",
     .why = "code that cuts sixteen characters from fewer throws, or decrypts rubbish",
     .examine = short_iv},
    {.id = "refuse.bad-base64",
     .title = "refuses what is not base64",
     .why = "many decoders skip stray characters and go on with what is left",
     .examine = bad_base64},
    {.id = "refuse.no-envelope",
     .title = "refuses a body without serialized_response",
     .why = "a body of another shape is not from LotusPay",
     .examine = no_envelope},
    {.id = "refuse.plain",
     .title = "refuses a plain event where encryption is expected",
     .why = "otherwise anybody can send events without the key",
     .examine = plain},
    {.id = "refuse.empty",
     .title = "refuses an empty body",
     .why = "a health check or a proxy sends such; it holds no event",
     .examine = empty},
    {.id = "refuse.get",
     .title = "refuses a GET",
     .why = "deliveries are POST alone; a GET that changes or confirms something is a mistake",
     .examine = get},
    {.id = "refuse.no-event",
     .title = "refuses what decrypts, but is no event",
     .why = "4xx or 5xx for what you cannot store: with 2xx it is lost without a trace",
     .examine = no_event},
};

}  // namespace

std::span<const Examination> refusal_examinations() { return kExaminations; }

}  // namespace lotusbox::examiner

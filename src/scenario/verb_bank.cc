// The verbs of paper and of the banks: handing a source in, its scan, the sponsor bank, and what a
// bank does when it is told to.
#include "base/json_writer.h"
#include "base/text.h"
#include "scenario/narrate.h"
#include "scenario/verb_groups.h"

namespace lotusbox::scenario {

namespace {

using enum ArgumentKind;

constexpr std::string_view kBoundary = "image-boundary";
constexpr std::string_view kJpegHead = "\xFF\xD8\xFF\xE0";

Output run_process(Execution& session, const Block& block) {
  const std::string id = session.names.value_of(block.word(0));
  if (id.empty()) return unknown_alias(session, block.word(0));
  return session.outcome(session.call("POST", "/v1/sources/" + percent_encode(id) + "/process"));
}

std::string part(std::string_view name, std::string_view more, std::string_view bytes) {
  return "--" + std::string(kBoundary) + "\r\nContent-Disposition: form-data; name=\"" +
         std::string(name) + "\"" + std::string(more) + "\r\n\r\n" + std::string(bytes) + "\r\n";
}

/// Bytes that begin like a JPG, or as the block says; of the wanted size.
std::string scan_of(const Block& block) {
  std::string bytes(block.find("content") == nullptr ? kJpegHead : block.value("content"));
  const auto size = parse_integer(block.value("size")).value_or(64);
  if (size > static_cast<std::int64_t>(bytes.size())) {
    bytes.resize(static_cast<std::size_t>(size), '.');
  }
  return bytes;
}

/// The reference1 of the image: as given, or the one of the source.
std::string reference_for(Execution& session, const Block& block) {
  if (block.find("reference1") != nullptr) return std::string(block.value("reference1"));
  const std::string id = session.names.value_of(block.value("source"));
  const Reply source = session.call("GET", "/v1/sources/" + percent_encode(id));
  return source.body.at("nach_debit.reference1").text();
}

Output run_image(Execution& session, const Block& block) {
  Request request{
      .method = "POST", .target = "/v1/physical_mandate_images", .headers = {}, .body = {}};
  const std::string reference = reference_for(session, block);
  if (reference != "none") request.body += part("reference1", "", reference);
  if (!block.has_word("nofile")) {
    request.body +=
        part("file", "; filename=\"scan.jpg\"\r\nContent-Type: image/jpeg", scan_of(block));
  }
  request.body += "--" + std::string(kBoundary) + "--\r\n";
  request.headers = {session.authorization(),
                     {"Accept", "application/json"},
                     {"Content-Type", "multipart/form-data; boundary=" + std::string(kBoundary)}};
  const Reply answer = session.send(request);
  if (!answer.good()) return session.outcome(answer);
  session.give_name(block, "as", answer.body.at("id").text());
  return {{"image of " + called(session, answer.body.at("source").text(), "source")}, {}};
}

Output run_sponsor_cancel(Execution& session, const Block& block) {
  const std::string alias(block.word(0));
  const bool by_umrn = block.value("by") == "umrn";
  const std::string id = session.names.value_of(by_umrn ? alias + ".umrn" : alias);
  if (id.empty()) return unknown_alias(session, alias);
  const Reply answer =
      session.call("POST", std::string(by_umrn ? "/v1/mandates/umrn/" : "/v1/mandates/") +
                               percent_encode(id) + "/cancel");
  if (!answer.good()) return session.outcome(answer);
  return {{mandate_state(alias, answer.body)}, {}};
}

Output run_bank(Execution& session, const Block& block) {
  JsonWriter json;
  json.begin_object();
  for (const std::string_view name : {"source", "mandate", "debit"}) {
    if (block.find(name) == nullptr) continue;
    const std::string id = session.names.value_of(block.value(name));
    json.field(name, id.empty() ? block.value(name) : std::string_view(id));
  }
  for (const std::string_view name :
       {"step", "outcome", "reason_code", "reason_description", "response_code"}) {
    if (block.find(name) != nullptr) json.field(name, block.value(name));
  }
  json.end_object();
  const Reply answer = session.call("POST", "/_mock/bank", json.take());
  if (!answer.good()) return session.outcome(answer);
  // The cancel status has no event of its own.
  const std::string status = answer.body.at("status_cancel").text();
  if (status.empty()) return {};
  return {{}, {std::string(block.value("mandate")) + " " + status}};
}

constexpr VerbArgument kProcessArguments[] = {{word, "source", true, "which source"}};
constexpr VerbArgument kImageArguments[] = {
    {option, "source", false, "whose reference1 it carries"},
    {option, "reference1", false, "the reference1 itself, or none"},
    {option, "as", false, "its name"},
    {option, "content", false, "how its bytes begin; like a JPG unless given"},
    {option, "size", false, "how many bytes it has at least"},
    {flag, "nofile", false, "no file is sent"},
};
constexpr VerbArgument kSponsorArguments[] = {
    {word, "mandate", true, "which mandate"},
    {option, "by", false, "how the call names it; mandate_id unless given", "umrn|mandate_id"},
};
constexpr VerbArgument kBankArguments[] = {
    {option, "source", false, "the source it acts on"},
    {option, "mandate", false, "the mandate it acts on"},
    {option, "debit", false, "the debit it answers"},
    {option, "step", false, "what it does to a source, see lotusbox tables bank"},
    {option, "outcome", false, "what it answers about a mandate"},
    {option, "reason_code", false, "why"},
    {option, "reason_description", false, "why, in words"},
    {option, "response_code", false, "of a debit"},
};

constexpr Verb kVerbs[] = {
    {"process",
     "Hands a physical source in.",
     kProcessArguments,
     {},
     false,
     "process s1",
     run_process},
    {"image",
     "Attaches the scan of a signed form to the source with its reference1.",
     kImageArguments,
     {},
     false,
     "image source=s1",
     run_image},
    {"sponsor-cancel",
     "Cancels a mandate through the sponsor bank.",
     kSponsorArguments,
     {},
     false,
     "sponsor-cancel m1",
     run_sponsor_cancel},
    {"bank",
     "LotusPay or a bank does something now.",
     kBankArguments,
     {},
     false,
     "bank mandate=m1 outcome=rejected reason_code=M003",
     run_bank},
};

}  // namespace

std::span<const Verb> bank_verbs() { return kVerbs; }

}  // namespace lotusbox::scenario

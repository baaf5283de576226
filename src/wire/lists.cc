#include "wire/lists.h"

#include "wire/describe.h"
#include "wire/schema_list.h"

namespace lotusbox::wire {

namespace {

struct ListView {
  std::string_view url;
  bool has_more;
  std::string_view entries;
};

constexpr auto kListHead = rows<ListView>({
    {"object", "'list'"},
    {"url", [](const auto& v) { return v.url; }},
    {"has_more", [](const auto& v) { return v.has_more; }},
});
constexpr auto kReferenceEntry = rows<ReferenceEntry>({
    {"id", [](const auto& v) { return v.id; }},
    {"reference1", [](const auto& v) { return v.reference1; }},
});
constexpr auto kIdEntry = rows<std::string_view>({{"id", [](const auto& id) { return id; }}});

/// A list differs from others by what is in it.
constexpr auto list_of(std::string_view entries) {
  const Member data[] = {{"data", entries}};
  return joined(kMembers<kListHead>, std::to_array(data));
}
constexpr auto kIdList = list_of("[@IdEntry]");
constexpr auto kReferenceList = list_of("[@ReferenceEntry]");
constexpr auto kEventList = list_of("[@EventEntry]");
constexpr auto kNachBankList = list_of("[@NachBankEntry]");
constexpr auto kAgentList = list_of("[@AgentEntry]");
constexpr auto kImageList = list_of("[@ImageEntry]");
constexpr Member kEmbeddedList[] = {
    {"object", "'list'"}, {"data", "[@IdEntry]"}, {"total_count", "int"}, {"url", "text"}};

constexpr Schema kSchemas[] = {
    {"IdEntry", kMembers<kIdEntry>},
    {"ReferenceEntry", kMembers<kReferenceEntry>},
    {"IdList", kIdList},
    {"ReferenceList", kReferenceList},
    {"EventList", kEventList},
    {"NachBankList", kNachBankList},
    {"AgentList", kAgentList},
    {"ImageList", kImageList},
    {"EmbeddedList", kEmbeddedList},
};

}  // namespace

SchemaList list_schemas() { return kSchemas; }

std::string list_body(std::string_view url, bool has_more, std::string_view entries) {
  JsonWriter out;
  out.begin_object();
  write_members(out, kListHead, ListView{url, has_more, entries});
  out.key("data").raw("[" + std::string(entries) + "]").end_object();
  return out.take();
}

void write_reference_entry(JsonWriter& out, const ReferenceEntry& entry) {
  write_object(out, kReferenceEntry, entry);
}

void write_id_entry(JsonWriter& out, std::string_view id) { write_object(out, kIdEntry, id); }

}  // namespace lotusbox::wire

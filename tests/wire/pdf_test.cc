#include "wire/pdf.h"

#include <doctest/doctest.h>

#include <charconv>

using namespace lotusbox;
using namespace lotusbox::wire;

namespace {

bool holds(std::string_view whole, std::string_view part) {
  return whole.find(part) != std::string_view::npos;
}

std::size_t number_at(std::string_view text) {
  std::size_t number = 0;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

PdfPage example() {
  PdfPage page;
  page.text(56, 700, 12, PdfPage::Face::bold, "Mandate (draft) \\ 1");
  page.text(56, 680, 10, PdfPage::Face::regular, "caf\xC3\xA9\n");
  page.rule(56, 660, 100);
  return page;
}

}  // namespace

TEST_CASE("the cross-reference table points at every object, and the end at the table") {
  const std::string file = example().file("Title", instant_of(1767225600));
  CHECK(file.starts_with("%PDF-1.4\n"));
  CHECK(file.ends_with("%%EOF\n"));
  const auto start = file.rfind("startxref\n");
  REQUIRE(start != std::string::npos);
  const std::size_t table = number_at(std::string_view(file).substr(start + 10));
  REQUIRE(file.substr(table, 7) == "xref\n0 ");
  const std::size_t count = number_at(std::string_view(file).substr(table + 7));
  CHECK(count == 8);
  const std::size_t entries = file.find('\n', table + 5) + 1;
  constexpr std::size_t kEntry = 20;  // bytes, line end included
  CHECK(file.substr(entries, kEntry) == "0000000000 65535 f \n");
  for (std::size_t i = 1; i < count; ++i) {
    CAPTURE(i);
    const std::string entry = file.substr(entries + i * kEntry, kEntry);
    CHECK(entry.ends_with(" 00000 n \n"));
    const std::string begin = std::to_string(i) + " 0 obj\n";
    CHECK(file.substr(number_at(entry.substr(entry.find_first_not_of('0'))), begin.size()) ==
          begin);
  }
  CHECK(file.substr(entries + count * kEntry, 7) == "trailer");
}

TEST_CASE("the stream is as long as it says") {
  const std::string file = example().file("Title", instant_of(0));
  const auto begin = file.find("stream\n") + 7;
  const auto end = file.find("endstream");
  CHECK(holds(file, "<< /Length " + std::to_string(end - begin) + " >>"));
}

TEST_CASE("texts are quoted; what is not ASCII is one question mark a character") {
  const std::string file = example().file("T(i)tle", instant_of(1767225600));
  CHECK(holds(file, "(Mandate \\(draft\\) \\\\ 1) Tj"));
  CHECK(holds(file, "(caf?\?) Tj"));
  CHECK(holds(file, "/Title (T\\(i\\)tle)"));
  CHECK(holds(file, "/CreationDate (D:20260101000000Z)"));
}

TEST_CASE("the same page gives the same bytes") {
  CHECK(example().file("T", instant_of(5)) == example().file("T", instant_of(5)));
  CHECK(example().file("T", instant_of(5)) != example().file("T", instant_of(6)));
}

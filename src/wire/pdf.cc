#include "wire/pdf.h"

#include <vector>

#include "base/text.h"
#include "core/values/calendar.h"

namespace lotusbox::wire {

namespace {

// The second line tells programs that the file holds bytes and not only text.
constexpr std::string_view kHeader = "%PDF-1.4\n%\xE2\xE3\xCF\xD3\n";
constexpr int kOffsetWidth = 10;

/// A text as a PDF string.
std::string quoted(std::string_view words) {
  std::string text = "(";
  for (const char c : words) {
    const auto byte = static_cast<unsigned char>(c);
    if ((byte & 0xC0U) == 0x80U) continue;  // the rest of a character that is already shown
    if (c == '(' || c == ')' || c == '\\') text.push_back('\\');
    text.push_back(byte < ' ' || byte > '~' ? '?' : c);
  }
  return text + ")";
}

/// `D:20260110043000Z`: in UTC, because other zones are written with apostrophes.
std::string date(Instant at) {
  constexpr Seconds kIstAhead{19800};
  constexpr std::size_t kWithoutZone = 19;
  std::string digits;
  for (const char c : format_ist(at - kIstAhead).substr(0, kWithoutZone)) {
    if (is_digit(c)) digits.push_back(c);
  }
  return "(D:" + digits + "Z)";
}

std::string font(std::string_view name) {
  return "<< /Type /Font /Subtype /Type1 /BaseFont /" + std::string(name) +
         " /Encoding /WinAnsiEncoding >>";
}

}  // namespace

void PdfPage::text(int x, int y, int size, Face face, std::string_view words) {
  content_ += "BT /";
  content_ += face == Face::bold ? "F2 " : "F1 ";
  content_ += std::to_string(size) + " Tf " + std::to_string(x) + " " + std::to_string(y) + " Td " +
              quoted(words) + " Tj ET\n";
}

void PdfPage::rule(int x, int y, int width) {
  content_ += "0.7 G 0.5 w " + std::to_string(x) + " " + std::to_string(y) + " m " +
              std::to_string(x + width) + " " + std::to_string(y) + " l S\n";
}

std::string PdfPage::file(std::string_view title, Instant created) const {
  const std::string objects[] = {
      "<< /Type /Catalog /Pages 2 0 R >>",
      "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
      "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 " + std::to_string(kWidth) + " " +
          std::to_string(kHeight) +
          "] /Resources << /Font << /F1 4 0 R /F2 5 0 R >> >> /Contents 6 0 R >>",
      font("Helvetica"),
      font("Helvetica-Bold"),
      "<< /Length " + std::to_string(content_.size()) + " >>\nstream\n" + content_ + "endstream",
      "<< /Title " + quoted(title) + " /Producer (lotusbox) /CreationDate " + date(created) +
          " >>"};
  std::string file(kHeader);
  std::vector<std::size_t> offsets;
  for (const std::string& object : objects) {
    offsets.push_back(file.size());
    file += std::to_string(offsets.size()) + " 0 obj\n" + object + "\nendobj\n";
  }
  const std::size_t table = file.size();
  const std::string count = std::to_string(offsets.size() + 1);
  file += "xref\n0 " + count + "\n0000000000 65535 f \n";
  for (const std::size_t offset : offsets) {
    file += format_padded(offset, kOffsetWidth) + " 00000 n \n";
  }
  file += "trailer\n<< /Size " + count + " /Root 1 0 R /Info 7 0 R >>\nstartxref\n" +
          std::to_string(table) + "\n%%EOF\n";
  return file;
}

}  // namespace lotusbox::wire

#include "wire/pdf_form.h"

#include <string>

namespace lotusbox::wire {

namespace {

using Face = PdfPage::Face;

constexpr int kMargin = 56;
constexpr int kValueColumn = 220;
constexpr int kLine = 17;
constexpr int kBlankLine = 30;
constexpr int kTextSize = 10;
constexpr std::size_t kValueLength = 60;  // what fits on the line in the widest capitals

}  // namespace

void PdfForm::title(std::string_view words, std::string_view below) {
  page_.text(kMargin, y_, 18, Face::bold, words);
  y_ -= 20;
  page_.text(kMargin, y_, kTextSize, Face::regular, below);
  y_ -= 14;
  page_.rule(kMargin, y_, PdfPage::kWidth - 2 * kMargin);
  y_ -= 8;
}

void PdfForm::group(std::string_view words) {
  y_ -= kLine + 9;
  page_.text(kMargin, y_, 12, Face::bold, words);
  y_ -= 4;
}

void PdfForm::row(std::string_view label, std::string_view value) {
  y_ -= kLine;
  page_.text(kMargin, y_, kTextSize, Face::regular, label);
  std::string shown(value.empty() ? "-" : value.substr(0, kValueLength));
  if (value.size() > kValueLength) shown += " ...";
  page_.text(kValueColumn, y_, kTextSize, Face::regular, shown);
}

void PdfForm::blank(std::string_view label) {
  y_ -= kBlankLine;
  page_.text(kMargin, y_, kTextSize, Face::regular, label);
  page_.rule(kValueColumn, y_, PdfPage::kWidth - kMargin - kValueColumn);
}

void PdfForm::foot(std::string_view words) {
  page_.rule(kMargin, kMargin + 16, PdfPage::kWidth - 2 * kMargin);
  page_.text(kMargin, kMargin, 8, Face::regular, words);
}

}  // namespace lotusbox::wire

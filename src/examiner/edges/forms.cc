#include "core/values/limits.h"
#include "examiner/edges/rows.h"

namespace lotusbox::examiner {

namespace {

/// A text of exactly this length, made by what stands in its middle.
std::string padded(std::string begin, std::string_view end, std::size_t size, char fill) {
  begin.append(size - begin.size() - end.size(), fill);
  return begin.append(end);
}

}  // namespace

void emails(EdgeMaker& m, const EdgeCall& call, std::string_view path) {
  const std::string longest = padded("r", "@example.com", limits::kEmailLength, 'a');
  m.passes("an address of 50 characters", call.text(path, longest));
  m.fails("an address of 51 characters", call.text(path, "r" + longest));
  m.good(call, path, {R"("r@e.in")"});
  m.bad(call, path,
        {R"("ravi")", R"("@example.com")", R"("ravi@example")", R"("ravi@.com")",
         R"("ravi@example.")", R"("r@v@example.com")", R"("ra vi@example.com")"});
}

void mobiles(EdgeMaker& m, const EdgeCall& call, std::string_view path) {
  m.good(call, path,
         {R"("6000000000")", R"("9999999999")", R"("+916000000000")", R"("06000000000")",
          R"("60000 00000")"});
  m.bad(call, path,
        {R"("5999999999")", R"("600000000")", R"("60000000000")", R"("+926000000000")",
         R"("600000000O")"});
}

void pans(EdgeMaker& m, const EdgeCall& call, std::string_view path) {
  m.good(call, path, {R"("ABCDE1234F")", R"("AZAZA0990Z")"});
  m.bad(call, path,
        {R"("ABCDE1234")", R"("ABCDE1234FG")", R"("ABCD11234F")", R"("ABCDEA234F")",
         R"("ABCDE12345")"});
}

void phones(EdgeMaker& m, const EdgeCall& call, std::string_view path) {
  constexpr std::size_t kMost = 34;
  m.length(call, path, kMost, '1');
  m.good(call, path, {R"("+91-22 1234")"});
  m.bad(call, path, {R"("(022) 1234")", R"("022/1234")"});
}

void return_urls(EdgeMaker& m, const EdgeCall& call, std::string_view path) {
  const std::string longest = padded("https://a.example/", "z", limits::kUrlLength, 'a');
  m.passes("a URL of 2048 characters", call.text(path, longest));
  m.fails("a URL of 2049 characters", call.text(path, longest + "z"));
  const std::string app = padded("myapp://", "z", limits::kUrlLength, 'a');
  m.passes("a URL of an app of 2048 characters", call.text(path, app));
  m.fails("a URL of an app of 2049 characters", call.text(path, app + "z"));
  m.good(
      call, path,
      {R"("http://localhost:3000/back?a=1")", R"("myapp://return")", R"("my+app-1.x://return")"});
  m.bad(call, path,
        {R"("shop.example/back")", R"("localhost:3000")", R"x("javascript:alert(1)")x",
         R"("https://")", R"("https://shop.example/a b")"});
}

}  // namespace lotusbox::examiner

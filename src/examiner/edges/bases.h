// Calls that nothing is wrong with: what the cases begin from, and what builds their worlds.
#pragma once

#include <string>
#include <string_view>

#include "core/model/reference.h"
#include "examiner/edges/edge.h"

namespace lotusbox::examiner::bases {

/// The banks, categories and holidays that every world begins with.
const Reference& reference();

EdgeCall get(std::string path);
EdgeCall post(std::string path, std::string body = {});
EdgeCall put(std::string path, std::string body);
EdgeCall erase(std::string path);
EdgeCall form(std::string path, std::string body);

EdgeCall source();             ///< an emandate_api
EdgeCall paper();              ///< a physical one, with the reference1 LOAN1
EdgeCall source_of_account();  ///< what {b1} says is not sent
EdgeCall scan(std::string_view reference1);
EdgeCall mandate();  ///< made directly and active, as {m1}
EdgeCall import();
EdgeCall customer();  ///< as {c1}
EdgeCall account();   ///< of {c1}, as {b1}
EdgeCall token();

/// A call about the mandate {m1}: amend, pause, resume or cancel.
EdgeCall manage(std::string_view action);
EdgeCall amend();         ///< to a lower maximum
EdgeCall debit();         ///< of {m1}, on the day after the second working day
EdgeCall subscription();  ///< of {m1}
EdgeCall authorise();     ///< whatever waits, with outcome accepted
EdgeCall bank(std::string_view key, std::string_view object, std::string_view word);

EdgeCall make_juspay();  ///< as {j1}
EdgeCall juspay(std::string_view command, std::string_view more = {});

/// The world goes on to this instant.
EdgeCall until(std::string_view instant);

}  // namespace lotusbox::examiner::bases

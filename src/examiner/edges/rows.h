// The tables of generators, one for each subject, and the forms of texts that several share.
#pragma once

#include <span>

#include "examiner/edges/maker.h"

namespace lotusbox::examiner {

std::span<const EdgeRow> source_edges();
std::span<const EdgeRow> paper_edges();
std::span<const EdgeRow> mandate_edges();     ///< made directly, imported, looked up
std::span<const EdgeRow> management_edges();  ///< amend, pause, resume, cancel
std::span<const EdgeRow> link_edges();        ///< and what a customer answers
std::span<const EdgeRow> customer_edges();    ///< and accounts
std::span<const EdgeRow> debit_edges();       ///< and subscriptions
std::span<const EdgeRow> bank_edges();        ///< what banks are told
std::span<const EdgeRow> juspay_edges();
std::span<const EdgeRow> call_edges();     ///< keys, formats, lists
std::span<const EdgeRow> control_edges();  ///< the control plane
std::span<const EdgeRow> setting_edges();  ///< policies, faults, chaos, webhooks

// Forms of texts.
void emails(EdgeMaker& m, const EdgeCall& call, std::string_view path);
void mobiles(EdgeMaker& m, const EdgeCall& call, std::string_view path);
void pans(EdgeMaker& m, const EdgeCall& call, std::string_view path);
void phones(EdgeMaker& m, const EdgeCall& call, std::string_view path);
void return_urls(EdgeMaker& m, const EdgeCall& call, std::string_view path);

}  // namespace lotusbox::examiner

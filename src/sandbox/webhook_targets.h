// Where webhooks may go: to this machine, and to the hosts that were allowed at the start. Asked
// when a target is set, and again for each address that a delivery is about to be sent to, since a
// target may be older than the options, and a name may lead elsewhere than it did.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace lotusbox {

/// Why nothing may be sent to this URL, as a sentence; empty: it may. No name is looked up.
std::string target_problem(std::string_view url, const std::vector<std::string>& allowed);

/// The same for an address that the host of a URL has led to; empty: it was not looked up yet. A
/// name of this machine may lead to loopback addresses only, and another name not to addresses that
/// no receiver has: those of a link (which hold the secrets of cloud machines), of many receivers,
/// or of none.
std::string address_problem(std::string_view host, std::string_view address,
                            const std::vector<std::string>& allowed);

}  // namespace lotusbox

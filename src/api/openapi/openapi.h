// The OpenAPI document, made from the route tables, the shapes of the wire and the operations that
// tie them together. Whatever is routed is in it.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "api/routes.h"
#include "wire/schema.h"

namespace lotusbox::api {

/// What a route takes and answers. The types are written as in wire/schema.h.
struct Operation {
  std::string_view method, pattern;
  std::string_view takes;       ///< name of the schema of its body; empty: none is read
  std::string_view answers;     ///< a type; empty: a page or a file
  std::string_view query = {};  ///< names of its query parameters, with spaces between
  std::string_view late = {};   ///< a type: what is answered with 408; empty: nothing is
};

std::span<const Operation> vendor_operations();
std::span<const Operation> control_operations();
std::span<const wire::Schema> control_schemas();

/// Null when the operations do not know the route.
const Operation* find_operation(const Route& route);

/// The whole document, in OpenAPI 3.1.
std::string openapi_document(std::string_view base_url, std::string_view version);

}  // namespace lotusbox::api

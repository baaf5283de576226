// The OpenAPI document, made from the route tables, the shapes of the wire and the operations that
// tie them together. Whatever is routed is in it.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "api/routes.h"
#include "wire/schema.h"

namespace lotusbox::api {

/// Of the answers and requests of the control plane.
std::span<const wire::SchemaList> control_schemas();
/// Null when there is none of that name.
const wire::Schema* find_schema(std::string_view name);

/// The whole document, in OpenAPI 3.1.
std::string openapi_document(std::string_view base_url, std::string_view version);

}  // namespace lotusbox::api

// Shapes described once. An `Out` row says how one key of an answer is named and what stands
// there; an `In` row says which key of a request fills which field of a command. Writers, readers
// and schemas are loops over these rows, so that a field is named in one place.
#pragma once

#include "wire/in_rows.h"
#include "wire/members.h"
#include "wire/out_rows.h"

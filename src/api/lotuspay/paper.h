// Paper mandates: processing, the form to print, the scan of the signed one.
#pragma once

#include "api/call.h"

namespace lotusbox::api {

inline constexpr std::string_view kImagesPath = "/v1/physical_mandate_images";

Answer process_source(Call& call);
Answer source_pdf(Call& call);
Answer upload_image(Call& call);
Answer get_image(Call& call);
Answer get_image_file(Call& call);
Answer list_images(Call& call);

}  // namespace lotusbox::api

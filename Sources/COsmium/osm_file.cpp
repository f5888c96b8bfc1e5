#include "request.hpp"

#include <cstdio>
#include <exception>

bool osm_read(
    const char *path, bool is_pbf, const osm_request *request, void *context,
    void (*body)(void *context, const osm_object *object), char *message, size_t message_size) {
  try {
    Request wanted{*request, context, body};
    if (is_pbf) {
      read_pbf(path, wanted);
    } else {
      read_xml(path, wanted);
    }
    return true;
  } catch (const std::exception &error) {
    std::snprintf(message, message_size, "%s", error.what());
    return false;
  }
}

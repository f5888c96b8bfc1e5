// The turn restrictions of an OpenStreetMap file, read by libosmium: GDAL, which reads the ways, does not tell the
// roles of a relation's members.
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

struct osm_turn_restriction {
  int64_t relation;
  // Way identifiers; the ways between, in the order of the members.
  int64_t from;
  int64_t to;
  const int64_t *via_ways;
  size_t via_way_count;
  // Whether the restriction is at a node, and whether that is in the file: then its place in 1e-7 degrees.
  bool has_via_node;
  bool has_place;
  int32_t longitude;
  int32_t latitude;
  // The values of `restriction`, `restriction:motorcar`, `restriction:bicycle` and `except`; empty where not there.
  const char *all;
  const char *motorcar;
  const char *bicycle;
  const char *except;
};

// `format` is "pbf", "osm" or "osm.gz". Calls `body` for each pair of a `from` and a `to` member of each relation of type `restriction`.
// Returns false and puts why into `message` (always terminated) where the file cannot be read.
bool osm_read_turn_restrictions(
    const char *path, const char *format, void *context,
    void (*body)(void *context, const struct osm_turn_restriction *restriction), char *message,
    size_t message_size);

#ifdef __cplusplus
}
#endif

// The objects of an OpenStreetMap file one after another, with the values of the keys that are asked for. GDAL, which
// reads other road layers, makes areas of closed ways, drops the tags of nodes and the roles of members, and wants
// ids in order.
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

enum osm_kind { OSM_NODE = 1, OSM_WAY = 2, OSM_RELATION = 4 };

// A place in 1e-7 degrees.
struct osm_place {
  bool is_known;
  int32_t longitude;
  int32_t latitude;
};

struct osm_member {
  enum osm_kind kind;
  int64_t id;
  const char *role;
};

struct osm_object {
  enum osm_kind kind;
  int64_t id;
  // 0 where the file states none.
  uint32_t version;
  // Whether the file marks it as deleted: by `visible`, or by JOSM's `action`.
  bool is_deleted;
  // Beside the keys asked for, NULL where it has no such tag.
  const char *const *values;
  // Of a node: its index among the nodes asked for, and its place.
  size_t index;
  struct osm_place place;
  // Of a way: its nodes, and their places where the way states them.
  const int64_t *nodes;
  const struct osm_place *places;
  size_t node_count;
  // Of a relation.
  const struct osm_member *members;
  size_t member_count;
};

struct osm_request {
  // Of osm_kind.
  unsigned kinds;
  const char *const *keys;
  size_t key_count;
  // The only nodes that are wanted, ascending.
  const int64_t *nodes;
  size_t node_count;
};

// Calls `body` for each object in the order of the file; what it is given is gone afterwards. `is_pbf` says that the
// file is Protocolbuffer Binary, else it is XML, packed with gzip or not. Returns false and puts why into `message`
// (always terminated) where the file cannot be read.
bool osm_read(
    const char *path, bool is_pbf, const struct osm_request *request, void *context,
    void (*body)(void *context, const struct osm_object *object), char *message, size_t message_size);

#ifdef __cplusplus
}
#endif

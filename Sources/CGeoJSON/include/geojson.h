// A GeoJSON file as columns and flat coordinates, parsed in one go by simdjson. GDAL's driver parses a file twice, a
// member at a time. Only plain files are read here: whatever is unusual, damaged or in doubt is left to GDAL, so that what
// it says stays the last word, and a plain file reads exactly as it reads there.
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

// UTF-8 without a NUL in it, and without one at its end; `bytes` is NULL where there is none.
struct geojson_text {
  const char *bytes;
  size_t size;
};

enum geojson_values {
  // No feature has one.
  GEOJSON_NOTHING,
  GEOJSON_TEXTS,
  GEOJSON_FLAGS,
  // Whole numbers, none of more than 32 bits.
  GEOJSON_INTEGERS,
  GEOJSON_WIDE_INTEGERS,
  // Numbers, of which some may be whole.
  GEOJSON_REALS
};

struct geojson_column {
  struct geojson_text name;
  enum geojson_values values;
};

enum geojson_shape {
  GEOJSON_NO_SHAPE,
  GEOJSON_POINT,
  GEOJSON_LINE,
  GEOJSON_POLYGON,
  GEOJSON_POINTS,
  GEOJSON_LINES,
  GEOJSON_POLYGONS
};

// A feature's geometry: its kind, and where it ends. A run is a point, a line or a ring; none is empty.
struct geojson_geometry {
  enum geojson_shape shape;
  // Runs and polygons up to and with this feature.
  size_t run_end;
  size_t polygon_end;
};

struct geojson_layer {
  // NULL where the file does not name it.
  struct geojson_text name;
  size_t feature_count;
  size_t column_count;
  const struct geojson_column *columns;
  // Whether the first column is the text that features have as their id, beside their properties.
  bool has_ids;
  // One for each feature.
  const struct geojson_geometry *geometries;
  size_t vertex_count;
  const double *x;
  const double *y;
  // Vertices up to and with each run, and runs up to and with each polygon.
  const size_t *run_ends;
  const size_t *polygon_ends;
};

// Reads a file of up to `limit` bytes. NULL unless it is a collection of features in WGS 84 with the same columns
// in the same order, each of texts, of flags or of numbers, and with shapes in two dimensions.
const struct geojson_layer *geojson_read(const char *path, size_t limit);
void geojson_free(const struct geojson_layer *layer);

// The values of a column, one for each feature, into room for as many. `is_there` tells which have one.
void geojson_texts(const struct geojson_layer *layer, size_t column, struct geojson_text *texts);
void geojson_integers(const struct geojson_layer *layer, size_t column, int64_t *integers, bool *is_there);
void geojson_reals(const struct geojson_layer *layer, size_t column, double *reals, bool *is_there);

#ifdef __cplusplus
}
#endif

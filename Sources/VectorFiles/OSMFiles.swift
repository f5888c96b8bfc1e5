import CGDAL

/// What GDAL has to be told to read OpenStreetMap files as layers: with the tags that places are chosen by. Roads, and lines that
/// land is divided along, are read by `Roads` itself, from `OSMBytes`.
enum OSMFiles {
  static func isOSM(_ path: String) -> Bool {
    let path = path.lowercased()
    return [".osm", ".osm.gz", ".pbf"].contains { path.hasSuffix($0) }
  }

  static func isPBF(_ path: String) -> Bool { path.lowercased().hasSuffix(".pbf") }

  /// The name by which GDAL reads a file packed with gzip as if it were not.
  static func pathForReading(_ path: String) -> String {
    path.lowercased().hasSuffix(".osm.gz") ? "/vsigzip/" + path : path
  }

  /// A driver configuration in memory: GDAL's own lists too few keys as columns.
  static let configuration: String = {
    let path = "/vsimem/grid-planner-osm.ini"
    let bytes = Array(text.utf8)
    // GDAL frees the memory with the file.
    guard let memory = VSIMalloc(bytes.count) else { return "" }
    memory.copyMemory(from: bytes, byteCount: bytes.count)
    guard let file = VSIFileFromMemBuffer(path, memory, vsi_l_offset(bytes.count), 1) else { return "" }
    VSIFCloseL(file)
    return path
  }()

  /// Other sections keep the columns that GDAL gives them.
  private static let text = """
    closed_ways_are_polygons=aeroway,amenity,boundary,building,craft,geological,historic,landuse,leisure,military,natural,office,place,shop,sport,tourism,highway=platform,public_transport=platform
    attribute_name_laundering=yes
    [points]
    osm_id=yes
    attributes=name,barrier,highway,ref,place,man_made,amenity
    [lines]
    osm_id=yes
    attributes=name,highway,waterway,railway
    [multipolygons]
    osm_id=yes
    attributes=name,type,amenity,admin_level,boundary,building,landuse,leisure,place,shop
    [multilinestrings]
    osm_id=yes
    attributes=name,type
    [other_relations]
    osm_id=yes
    attributes=name,type

    """
}

import Foundation

/// The words for classes of road, in the case and language of whoever made the layer.
enum RoadClasses {
  /// The class in the words of OpenStreetMap's `highway` key, the first that is known of several; `nil` where none is.
  static func word(for text: String) -> String? {
    known(text) ?? text.parts(at: ";").lazy.compactMap { known(normal($0)) }.first
  }

  private static func known(_ word: String) -> String? {
    if words.contains(word) { return word }
    let main = word.hasSuffix("_link") ? String(word.dropLast(5)) : ""
    return linked.contains(main) ? word : others[word]
  }

  private static func normal(_ text: Substring) -> String {
    text.trimmingCharacters(in: .whitespacesAndNewlines).lowercased()
      .replacing(/[\s\-]+/) { _ in "_" }
  }

  private static let linked: Set<String> = ["motorway", "trunk", "primary", "secondary", "tertiary"]

  private static let words: Set<String> = linked.union([
    "unclassified", "residential", "living_street", "service", "track", "road", "pedestrian", "footway",
    "path",
    "steps", "cycleway", "bridleway", "busway", "bus_guideway", "escape", "raceway", "corridor", "platform",
    "elevator", "rest_area", "services", "construction", "proposed", "planned", "abandoned", "razed",
    "disused",
    "via_ferrata", RoadClasses.ferry,
  ])

  /// What crosses water, whatever else it is.
  static let ferry = "ferry"

  /// The administrative classes of China are as OpenStreetMap has them there, but for national roads, which in a
  /// county are open to all. Classes by design speed are those of JTG B01.
  private static let others: [String: String] = [
    "高速公路": "motorway", "高速": "motorway", "国家高速": "motorway", "省级高速": "motorway", "国家高速公路": "motorway",
    "省级高速公路": "motorway", "城市快速路": "trunk", "快速路": "trunk", "城市高架路": "trunk",
    "国道": "primary", "国家公路": "primary", "普通国道": "primary", "省道": "primary", "普通省道": "primary",
    "县道": "secondary", "乡道": "tertiary", "乡镇道路": "tertiary", "镇道": "tertiary", "村道": "unclassified",
    "乡村道路": "unclassified", "农村公路": "unclassified", "农村道路": "unclassified", "专用公路": "unclassified",
    "一级公路": "primary", "二级公路": "secondary", "三级公路": "tertiary", "四级公路": "unclassified",
    "等外公路": "unclassified",
    "主干路": "primary", "主干道": "primary", "城市主干路": "primary", "城市主干道": "primary",
    "次干路": "secondary", "次干道": "secondary", "城市次干路": "secondary", "城市次干道": "secondary",
    "支路": "tertiary", "城市支路": "tertiary", "支道": "tertiary", "街道": "residential", "街巷": "residential",
    "小区路": "residential", "小区道路": "residential", "居住区道路": "residential", "巷道": "living_street",
    "胡同": "living_street",
    "内部道路": "service", "内部路": "service", "辅路": "service", "匝道": "primary_link",
    "机耕路": "track", "机耕道": "track", "田间道路": "track", "生产路": "track", "土路": "track",
    "步行街": "pedestrian", "人行道": "footway", "步行道": "footway", "小路": "path", "台阶": "steps", "阶梯": "steps",
    "自行车道": "cycleway", "非机动车道": "cycleway", "在建": "construction", "在建道路": "construction", "规划道路": "proposed",
    "规划": "proposed", "废弃": "abandoned", "轮渡": ferry, "渡口": ferry, "汽渡": ferry, "渡船": ferry, "车渡": ferry,

    "freeway": "motorway", "expressway": "motorway", "urban_expressway": "trunk", "arterial": "primary",
    "major_arterial": "primary", "minor_arterial": "secondary", "collector": "tertiary",
    "national_road": "primary", "national_highway": "primary", "provincial_road": "primary",
    "provincial_highway": "primary", "county_road": "secondary", "county_highway": "secondary",
    "township_road": "tertiary", "village_road": "unclassified", "rural_road": "unclassified",
    "minor": "unclassified", "minor_road": "unclassified", "local": "residential",
    "local_road": "residential",
    "local_street": "residential", "street": "residential", "driveway": "service", "alley": "service",
    "parking_aisle": "service", "service_road": "service", "track_grade1": "track", "track_grade2": "track",
    "track_grade3": "track", "track_grade4": "track", "track_grade5": "track", "sidewalk": "footway",
    "crosswalk": "footway", "walkway": "footway", "trail": "path", "stairs": "steps", "bike_path": "cycleway",
    "ferry_route": ferry,
  ]
}

/// The size of a sample county: how many of everything.
///
/// The counts are those that counties of Henan have published; the outline, every name, every street and every
/// person are invented. What no county published is chosen to be plausible:
///
/// | preset | published | chosen |
/// |---|---|---|
/// | `shenqiu` | 22 townships, 612 villages, 1,630 grids, 10,374 micro-grids | area, 66 rooms, 6 bases, 12 crews, 150 checkpoints |
/// | `xihua` | 1,194 km², 22 townships, 425 villages + 25 communities, 2,564 grids, 7,597 micro-grids, 64 rooms of one officer, 452 auxiliaries | 4 bases, 8 crews, 100 checkpoints |
/// | `luyi` | 26 townships, 565 villages, 1,294 grids, 10,311 micro-grids | area, 60 rooms, 4 bases, 8 crews, 100 checkpoints |
/// | `huaiyang` | 467 villages, 21 stations, 370 auxiliaries, 23 officers, 6 bases, 12 crews, 150 checkpoints | area, grids, micro-grids |
/// | `chuanhui` | 361 grids | all else |
/// | `yongcheng` | 136 room officers, 815 auxiliaries | all else |
/// | `tour` | nothing: one township, small enough to read | all |
///
/// How many villages are communities of the county town is chosen everywhere but in `xihua`. A published total
/// of 451 units at Xihua's third level is taken as its 450 villages and communities.
///
/// Micro-grids keep the published rule of 30-50 households. The rule of 300-500 households in a grid cannot hold
/// beside the published counts of Shenqiu (10,374 / 1,630 = 6.4 micro-grids in a grid, about 255 households) and
/// of Xihua (3.0, about 120 households): there the counts win.
public struct Preset: Sendable, Equatable {
  /// The word that names it on the command line and in `geodata/`.
  public let name: String
  /// The county's name in Chinese.
  public let county: String
  /// Six digits beginning with 99, which no real division has.
  public let code: String
  /// About where the real county lies.
  public let longitude: Double
  public let latitude: Double
  public let squareKilometres: Double

  public let townships: Int
  /// Villages and communities together.
  public let villages: Int
  /// Those of them that make up the county town.
  public let communities: Int
  public let grids: Int
  public let microgrids: Int
  /// The share of the micro-grids that lies in the county town.
  public let townShare: Double

  /// Rooms to be sited, each with one officer.
  public let rooms: Int
  /// Auxiliaries who answer for villages.
  public let auxiliaries: Int
  public var bases: Int
  public let crewsPerBase: Int
  public var checkpoints: Int

  public static let shenqiu = Preset(
    name: "shenqiu", county: "沈丘", code: "991624", longitude: 115.1, latitude: 33.3, squareKilometres: 1_080,
    townships: 22, villages: 612, communities: 28, grids: 1_630, microgrids: 10_374, townShare: 0.18,
    rooms: 66,
    auxiliaries: 612, bases: 6, crewsPerBase: 2, checkpoints: 150)

  public static let xihua = Preset(
    name: "xihua", county: "西华", code: "991622", longitude: 114.5, latitude: 33.8, squareKilometres: 1_194,
    townships: 22, villages: 450, communities: 25, grids: 2_564, microgrids: 7_597, townShare: 0.18,
    rooms: 64,
    auxiliaries: 452, bases: 4, crewsPerBase: 2, checkpoints: 100)

  public static let luyi = Preset(
    name: "luyi", county: "鹿邑", code: "991628", longitude: 115.5, latitude: 33.9, squareKilometres: 1_240,
    townships: 26, villages: 565, communities: 26, grids: 1_294, microgrids: 10_311, townShare: 0.17,
    rooms: 60,
    auxiliaries: 565, bases: 4, crewsPerBase: 2, checkpoints: 100)

  public static let huaiyang = Preset(
    name: "huaiyang", county: "淮阳", code: "991603", longitude: 114.9, latitude: 33.7, squareKilometres: 1_330,
    townships: 21, villages: 467, communities: 24, grids: 1_420, microgrids: 9_860, townShare: 0.16,
    rooms: 23,
    auxiliaries: 370, bases: 6, crewsPerBase: 2, checkpoints: 150)

  public static let chuanhui = Preset(
    name: "chuanhui", county: "川汇", code: "991602", longitude: 114.65, latitude: 33.6, squareKilometres: 270,
    townships: 13, villages: 136, communities: 62, grids: 361, microgrids: 3_600, townShare: 0.55, rooms: 39,
    auxiliaries: 136, bases: 6, crewsPerBase: 2, checkpoints: 120)

  public static let yongcheng = Preset(
    name: "yongcheng", county: "永城", code: "991481", longitude: 116.4, latitude: 33.95,
    squareKilometres: 2_020,
    townships: 29, villages: 780, communities: 45, grids: 2_340, microgrids: 14_200, townShare: 0.2,
    rooms: 136,
    auxiliaries: 815, bases: 6, crewsPerBase: 2, checkpoints: 150)

  public static let tour = Preset(
    name: "tour", county: "青禾", code: "990001", longitude: 115.0, latitude: 33.5, squareKilometres: 15,
    townships: 1, villages: 8, communities: 2, grids: 24, microgrids: 200, townShare: 0.3, rooms: 2,
    auxiliaries: 8, bases: 1, crewsPerBase: 2, checkpoints: 16)

  /// Every preset, the smallest first and then in the order of the table.
  public static let all = [tour, shenqiu, xihua, luyi, huaiyang, chuanhui, yongcheng]

  /// The preset of that name.
  public static func named(_ name: String) -> Preset? { all.first { $0.name == name } }
}

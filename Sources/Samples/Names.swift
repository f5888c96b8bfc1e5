import Solvers

/// Invented place names: two syllables that no two places of a county share, and a word for the kind of place.
struct Names {
  private var pairs: [String]

  private static let first = Array("青云金清长永和安平春秋明丰禾瑞福兴嘉玉银翠紫白红蓝碧丹霞星月晨曦雪霜露风松柏枫桐槐榆柳桃杏梨莲荷菊兰梅竹")
  private static let second = Array("溪湖塘泉河沟坡岗岭原川田园林野洲渡坝堤台亭阁桥门井石丘壑湾津浦汀沙泽")
  private static let villageWords = Array("庄楼营寨集店铺屯堂圩")

  init(chance: inout SeededGenerator) {
    pairs = chance.shuffled(Self.first.flatMap { a in Self.second.map { b in "\(a)\(b)" } })
  }

  /// Two syllables that are not given again. The supply is twice what the largest preset takes.
  private mutating func pair() -> String { pairs.popLast() ?? "" }

  mutating func township(isTown: Bool, chance: inout SeededGenerator) -> String {
    pair() + (isTown ? "街道" : chance.unit() < 0.6 ? "镇" : "乡")
  }

  mutating func village(isCommunity: Bool, chance: inout SeededGenerator) -> String {
    isCommunity ? pair() + "社区" : pair() + String(chance.element(of: Self.villageWords)) + "村"
  }

  static func grid(_ number: Int, of village: String) -> String { "\(village)第\(number)网格" }

  static func microgrid(_ number: Int, of grid: String) -> String { "\(grid)\(number)号" }

  /// Names of town streets: those that run east to west, and those that run north to south.
  static let eastWest = [
    "长乐路", "文苑路", "康宁路", "新禾路", "锦绣路", "同心路", "育才路", "丰收路", "望湖路", "青年路", "工农路", "和风路", "云台路",
  ]
  static let northSouth = [
    "迎宾大街", "朝阳街", "翠竹街", "月季街", "古槐街", "星河街", "听雨街", "百花街", "梧桐街", "泉水街", "银杏街", "晨光街", "稻香街",
  ]
}

extension Names {
  /// The name of the street on a line of the town's grid; the lines count from the middle both ways.
  static func street(_ line: Int, of list: [String]) -> String {
    let index = line >= 0 ? 2 * line : -2 * line - 1
    let name = list[index % list.count]
    return index < list.count ? name : "新\(name)"
  }
}

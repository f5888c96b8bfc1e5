import Grid
import Words

/// A grid worker and a unit below the assignment level that he answers for; one who answers for several has a row each.
public struct GridWorker: Sendable, Equatable {
  /// The person's id, unlike every other person's.
  public var id: String
  /// The unit that the person answers for.
  public var unitCode: String
  /// How the person is called, and called up.
  public var contact = Contact()

  /// A person who answers for a unit.
  public init(id: String, unitCode: String) {
    self.id = id
    self.unitCode = unitCode
  }
}

extension Hierarchy {
  /// For each unit of the lowest level the ids of its grid workers: its own, or else those of the nearest unit that
  /// holds it and has any. Codes that the hierarchy does not know are passed over.
  public func workersOfLowest(_ workers: [GridWorker]) -> [[String]] {
    let ofCode = Dictionary(grouping: workers, by: \.unitCode).mapValues { $0.map(\.id) }
    var result = [[String]](repeating: [], count: lowest.count)
    for level in levels.indices.reversed() where !workers.isEmpty {
      for (unit, ancestor) in ancestors(of: levels.count - 1, at: level).enumerated()
      where ancestor >= 0 && result[unit].isEmpty {
        result[unit] = ofCode[levels[level].codes[ancestor]] ?? []
      }
    }
    return result
  }
}

extension PlanInputs {
  static func gridWorkers(
    _ source: Scenario.Source, _ hierarchy: Hierarchy, assignLevel: String
  ) throws(ScenarioError) -> [GridWorker] {
    let table = try ScenarioTable(source, required: ["id", "unit"], optional: Contact.columns, as: .none)
    let below = hierarchy.levels[((hierarchy.index(of: assignLevel) ?? 0) + 1)...]
    let codes = Set(below.flatMap(\.codes))
    let contacts = Contact.column(of: table)
    var workers: [GridWorker] = []
    for row in 0..<table.count {
      let code = try table.text("unit", row)
      guard codes.contains(code) else {
        throw table.unknown(row, "unit", code, among: Message("units of the levels below \(assignLevel)"))
      }
      var worker = GridWorker(id: try table.text("id", row), unitCode: code)
      worker.contact = contacts[row]
      workers.append(worker)
    }
    return workers
  }
}

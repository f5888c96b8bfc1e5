/// Of every object of a kind its latest version, in whatever order a file holds them.
struct LatestVersions<Value> {
  private struct Entry {
    var version: UInt32 = 0
    /// Where its value is; `nil` where it never had one.
    var number: Int?
  }

  private var latest: [Int64: Entry] = [:]
  /// What is kept of each object, in the order in which they first came; `nil` where the latest version is deleted, or
  /// nothing that is wanted.
  var values: [Value?] = []

  /// Whether no later version of an object came before.
  func isLatest(_ object: OSMObject) -> Bool {
    latest[object.id].map { $0.version <= object.version } ?? true
  }

  /// Takes an object in the place of its version before, if there was one.
  mutating func put(_ value: Value?, for object: OSMObject) {
    var entry = latest[object.id] ?? Entry()
    if let number = entry.number {
      values[number] = value
    } else if value != nil {
      entry.number = values.count
      values.append(value)
    } else if object.version == 0 {
      // What states no version is later than nothing: that it is gone need not be remembered.
      return
    }
    entry.version = object.version
    latest[object.id] = entry
  }

  /// The number of an object that is there, among the values.
  func number(of id: Int64) -> Int? { latest[id]?.number.flatMap { values[$0] == nil ? nil : $0 } }
}

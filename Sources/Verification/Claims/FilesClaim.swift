import Words

/// No answer and no certificate has changed since the plan was written.
enum FilesClaim {
  static func check(_ plan: PlanFiles) throws -> Message? {
    guard case .object(let digests) = try plan.index.member("files").value else {
      throw plan.index.missing("files")
    }
    var names = Set(
      [
        "problem.json", "summary.json", "assignments.csv", "rooms.geojson", "patrol_areas.geojson",
        "routes.geojson", "stops.csv", "calendar.csv", "unserved.csv", "roster.csv", "unfilled.csv",
      ] + plan.levels.map { "units.\($0).geojson" })
    for claim in try plan.index.list("claims") {
      if let file = claim.optional("file") { names.insert("certificates/\(try file.text)") }
    }
    for name in names.sorted() where digests[name] == nil {
      throw VerificationError.refused(Message("the index does not list \(name)"))
    }
    for (name, value) in digests.sorted(by: { $0.key < $1.key }) {
      let stated = try Document(file: plan.index.file, value: value).text
      try require(try plan.digest(name) == stated, Message("\(name) has changed since the plan was written"))
    }
    return Message("\(digests.count) files are as they were written")
  }
}

import Words

/// What the summary states of an optimised answer, and what the plan says that it follows from.
struct StatedBound {
  /// By what a bound may be above what it bounds, where one is measured and the other added up.
  private static let rounding = 0.01

  let objective: DecimalNumber
  let lowerBound: DecimalNumber
  /// `nil` where the plan tells nothing.
  let certificate: StatedCertificate?

  /// `nil` where neither summary nor index state it: it was withdrawn when the plan was changed.
  init?(_ kind: String, of part: String? = nil, in plan: PlanFiles) throws {
    func isMeant(_ claim: Document) throws -> Bool {
      guard try claim.text("kind") == kind else { return false }
      return try claim.optional("of").map { try $0.text } == part
    }
    let stated = try plan.summary.list("optimisations").filter(isMeant)
    let listed = try plan.index.list("claims").filter(isMeant)
    if stated.isEmpty, listed.isEmpty { return nil }
    try require(
      stated.count == 1 && listed.count == 1, Message("summary and index do not both state it once"))
    objective = try stated[0].member("objective").number
    lowerBound = try stated[0].member("lower_bound").number
    try require(
      lowerBound.double <= objective.double + Self.rounding,
      Message("the bound \(lowerBound.text) is above \(objective.text)"))
    guard let file = listed[0].optional("file") else {
      certificate = nil
      return
    }
    certificate = StatedCertificate(
      document: try PlanFiles.document("certificates/\(try file.text)", in: plan.folder))
  }

  /// Refuses a stated bound that is not what follows, as near as a floating-point number can be.
  func agree(with bound: Int, scale: Int = 1, atMostObjective: Bool = false) throws {
    var value = Double(bound) / Double(scale)
    if atMostObjective { value = min(value, objective.double) }
    let stated = lowerBound.double
    try require(
      abs(stated - value) <= 1e-9 * max(1, abs(stated)), Message("the bound is \(value), and not \(stated)"))
  }
}

/// A certificate, column by column.
struct StatedCertificate {
  let document: Document

  func check(_ argument: String, scale: Int) throws {
    try require(
      try document.text("argument") == argument && document.int("scale") == scale,
      Message("the certificate is of another kind"))
  }

  /// What it says that it gives; `nil` where that is no whole number.
  private var bound: Int? { get throws { try document.member("bound").number.whole() } }

  func numbers(_ name: String) throws -> [Int] {
    try document.member("numbers").ints(name)
  }
  func texts(_ name: String) throws -> [String] {
    try document.member("texts").texts(name)
  }
  func textsIfAny(_ name: String) throws -> [String] {
    try document.member("texts").textsIfAny(name)
  }

  /// A column that has one number.
  func number(_ name: String) throws -> Int {
    let column = try numbers(name)
    try require(column.count == 1, Message("column '\(name)' of the certificate has another length"))
    return column[0]
  }

  /// A column of so many numbers.
  func numbers(_ name: String, count: Int) throws -> [Int] {
    let column = try numbers(name)
    try require(column.count == count, Message("column '\(name)' of the certificate has another length"))
    return column
  }

  /// Where rows of other columns begin and end.
  func offsets(_ name: String, rows: Int, of count: Int) throws -> [Int] {
    let column = try numbers(name, count: rows + 1)
    try require(
      column[0] == 0 && column[rows] == count && zip(column, column.dropFirst()).allSatisfy { $0 <= $1 },
      Message("column '\(name)' of the certificate has another length"))
    return column
  }

  /// That it gives what it says.
  func check(gives bound: Int) throws {
    try require(try self.bound == bound, Message("what follows from the certificate is \(bound)"))
  }
}

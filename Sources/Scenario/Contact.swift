/// How a person is called, and called up, where the county says so; all of it empty where it does not.
public struct Contact: Sendable, Equatable {
  /// As people say it.
  public var name: String
  /// A number to call, as it is to be read.
  public var phone: String
  /// On the radio.
  public var callsign: String

  /// What the county gives of a person.
  public init(name: String = "", phone: String = "", callsign: String = "") {
    self.name = name
    self.phone = phone
    self.callsign = callsign
  }

  /// Whether nothing is given.
  public var isEmpty: Bool { self == Contact() }

  /// The optional columns of a table of people.
  static let columns = ["name", "phone", "callsign"]

  /// Of each row of a table.
  static func column(of table: ScenarioTable) -> [Contact] {
    let (names, phones, callsigns) = (table.texts("name"), table.texts("phone"), table.texts("callsign"))
    return (0..<table.count).map { row in
      Contact(name: names[row] ?? "", phone: phones[row] ?? "", callsign: callsigns[row] ?? "")
    }
  }
}

/// What a plan's people are called, by id: staff and grid workers.
public struct PhoneBook: Sendable {
  /// Of those of whom anything is given.
  package let all: [String: Contact]

  /// Of a grid worker with several rows the first counts that says anything.
  public init(_ problem: Problem) {
    all = Dictionary(
      (problem.staff.map { ($0.id, $0.contact) } + problem.gridWorkers.map { ($0.id, $0.contact) })
        .filter { !$0.1.isEmpty },
      uniquingKeysWith: { first, _ in first })
  }

  /// Whether it says nothing of anybody.
  public var isEmpty: Bool { all.isEmpty }

  /// What is given of a person; empty where nothing is.
  public subscript(id: String) -> Contact { all[id] ?? Contact() }

  /// The name of a person, or the id where none is given.
  public func name(_ id: String) -> String {
    let name = self[id].name
    return name.isEmpty ? id : name
  }
}

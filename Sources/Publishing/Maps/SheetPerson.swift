/// How a person stands on what hangs on a wall or goes to households.
struct SheetPerson: Hashable, Sendable {
  /// Who it is.
  var title: String
  /// The number to call; `nil`, a line to write on, where none is known.
  var phone: String?
}

extension MapSheets {
  /// How a person of the staff or a grid worker is shown; the only place that knows.
  func person(_ id: String) -> SheetPerson {
    let phone = book[id].phone
    return SheetPerson(title: book.name(id), phone: phone.isEmpty ? nil : phone)
  }

  /// Who answers for something, with the number to call.
  struct Answer: Sendable {
    /// "社区民警 Officer".
    var role: String
    /// `nil` where nobody does.
    var person: SheetPerson?
    /// For which part, where that is not the whole.
    var part = ""
  }

  /// The room of a village, its officer and its auxiliaries.
  func answers(of village: Int) -> [Answer] {
    let room = assignment.roomOfUnit[village]
    let officer = assignment.officerOfUnit[village]
    let auxiliaries = assignment.auxiliariesOfUnit[village]
    return [
      Answer(
        role: label("警务室", "Room"), person: room < 0 ? nil : SheetPerson(title: rooms[room].name, phone: nil)),
      Answer(role: label("社区民警", "Officer"), person: officer.isEmpty ? nil : person(officer)),
    ]
      + (auxiliaries.isEmpty
        ? [Answer(role: label("辅警", "Auxiliary"), person: nil)]
        : auxiliaries.map { Answer(role: label("辅警", "Auxiliary"), person: person($0)) })
  }

  /// The grid workers of some units of the lowest level, in the order of these, each with the ends of the codes of his own;
  /// nobody where none is named.
  func workerAnswers(of cells: [Int], within code: String) -> [Answer] {
    let role = label("网格员", "Grid worker")
    var order: [String] = []
    var parts: [String: [String]] = [:]
    for cell in cells {
      for id in workers[cell] {
        if parts[id] == nil { order.append(id) }
        parts[id, default: []].append(ending(of: hierarchy.lowest.codes[cell], within: code))
      }
    }
    guard !order.isEmpty else { return [Answer(role: role)] }
    return order.map { id in
      let part = parts[id] ?? []
      return Answer(
        role: role, person: person(id),
        part: part.count < cells.count ? "微网格 \(part.joined(separator: " "))" : "")
    }
  }

  /// What a code has behind that of the unit that holds it; the whole code where it does not begin with it.
  func ending(of code: String, within upper: String) -> String {
    code.count > upper.count && code.hasPrefix(upper) ? String(code.dropFirst(upper.count)) : code
  }
}

extension SheetDrawing {
  /// Someone's name and number on one line; lines to write on for what is not known.
  mutating func answer(
    _ answer: MapSheets.Answer, in box: SheetBox, labelWidth: Double, size: Double
  ) {
    let baseline = box.y + box.height * 0.68
    let middle = box.x + labelWidth
    let phone = box.maxX - (box.width - labelWidth) * 0.4
    func rule(_ left: Double, _ right: Double) -> [SheetPoint] {
      [SheetPoint(x: left, y: baseline + size * 0.3), SheetPoint(x: right, y: baseline + size * 0.3)]
    }
    let ruled = "stroke=\"#8a979b\" stroke-width=\"0.2\""
    text(
      SheetDrawing.fitted(answer.role, size: size * 0.8, width: labelWidth - 1),
      at: SheetPoint(x: box.x, y: baseline), size: size * 0.8, "fill=\"#5d6b70\"")
    if let person = answer.person {
      let shown = SheetDrawing.fitted(person.title, size: size, width: phone - middle - 2)
      text(shown, at: SheetPoint(x: middle, y: baseline), size: size, "fill=\"#1d2a2e\" font-weight=\"700\"")
      let end = middle + SheetDrawing.width(of: shown) * size + 2
      if !answer.part.isEmpty, end < phone - 6 {
        text(
          SheetDrawing.fitted(answer.part, size: size * 0.7, width: phone - end - 2),
          at: SheetPoint(x: end, y: baseline), size: size * 0.7, "fill=\"#5d6b70\"")
      }
    } else {
      line(rule(middle, phone - 3), ruled)
    }
    if let number = answer.person?.phone {
      text(number, at: SheetPoint(x: phone, y: baseline), size: size, "fill=\"#1d2a2e\" font-weight=\"700\"")
    } else {
      text("☎", at: SheetPoint(x: phone, y: baseline), size: size * 0.9, "fill=\"#5d6b70\"")
      line(rule(phone + size * 1.2, box.maxX), ruled)
    }
  }
}

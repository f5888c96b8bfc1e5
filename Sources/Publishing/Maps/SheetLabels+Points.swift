extension SheetLabels {
  /// A point that is to be labelled.
  struct Point {
    var point: SheetPoint
    /// What may stand beside it, the best first.
    var texts: [String]
    var size: Double
    /// From the point to the text.
    var gap: Double
    var style: String
  }

  /// Labels points, their places chosen together, in type that keeps off what is there.
  ///
  /// All points try their first texts; then those that found no room their second ones, and so on.
  ///
  /// - Parameter cost: how bad it is to cover a box; of the places for a text the cheapest come first.
  /// - Returns: by point, which of its texts it got; `nil` where there was no room for any.
  mutating func place(_ points: [Point], cost: (SheetBox) -> Int) -> [Int?] {
    var result = [Int?](repeating: nil, count: points.count)
    for form in 0..<(points.map(\.texts.count).max() ?? 0) {
      let open = points.indices.filter { result[$0] == nil && form < points[$0].texts.count }
      let centres = open.map { index in
        self.centres(for: points[index].texts[form], of: points[index], cost).filter { centre in
          // Whose it is has to be plain; what stands at the same place shares its labels.
          let (point, text) = (points[index], points[index].texts[form])
          let box = Self.box([text], size: point.size, at: centre)
          let own = box.distance(to: point.point) + 0.3
          return points.allSatisfy {
            $0.point.distance(to: point.point) < 2.5 || box.distance(to: $0.point) > own
          }
        }
      }
      let boxes = zip(open, centres).map { index, centres in
        centres.map { Self.box([points[index].texts[form]], size: points[index].size, at: $0) }
      }
      for (entry, choice) in zip(open.indices, LabelChoice.places(boxes)) {
        guard let choice else { continue }
        let point = points[open[entry]]
        _ = place([point.texts[form]], size: point.size, at: [centres[entry][choice]], style: point.style)
        result[open[entry]] = form
      }
    }
    return result
  }

  /// Where a text may stand beside its point: close or a little off, the cheapest first.
  private func centres(for text: String, of point: Point, _ cost: (SheetBox) -> Int) -> [SheetPoint] {
    let centres = [1, 2.2].flatMap {
      Self.centres(beside: point.point, text, size: point.size, gap: point.gap * $0)
    }
    let boxes = centres.map { Self.box([text], size: point.size, at: $0) }
    let free = boxes.indices.filter { frame.holds(boxes[$0]) && !taken.contains(where: boxes[$0].meets) }
    let costs = Dictionary(uniqueKeysWithValues: free.map { ($0, cost(boxes[$0])) })
    return free.sorted { (costs[$0] ?? 0, $0) < (costs[$1] ?? 0, $1) }.map { centres[$0] }
  }
}

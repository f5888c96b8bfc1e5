import CQREncode

/// A QR code (ISO/IEC 18004) of a text, made by libqrencode: with error correction of level M, as small as the text allows.
struct QRCode: Sendable {
  /// Squares that stay white around it.
  static let quietZone = 4

  /// Squares on a side, without the quiet zone.
  let side: Int
  /// Row by row from the upper left.
  private let isDark: [Bool]

  /// - Returns: `nil` where the text is empty, too long, or holds a NUL.
  init?(_ text: String) {
    // Other bytes than digits and capitals go in as they are: UTF-8.
    guard !text.isEmpty, !text.utf8.contains(0),
      let code = QRcode_encodeString(text, 0, QR_ECLEVEL_M, QR_MODE_8, 1)
    else { return nil }
    defer { QRcode_free(code) }
    side = Int(code.pointee.width)
    isDark = UnsafeBufferPointer(start: code.pointee.data, count: side * side).map { $0 & 1 == 1 }
  }

  /// The dark squares as one path, a unit for each: every run of a row is a rectangle.
  var path: String {
    var path = ""
    for row in 0..<side {
      var column = 0
      while column < side {
        let start = column
        while column < side, isDark[row * side + column] { column += 1 }
        let run = column - start
        if run > 0 { path += "M\(start) \(row)h\(run)v1h-\(run)z" } else { column += 1 }
      }
    }
    return path
  }

  /// Draws it on white, as large as a box allows with its quiet zone.
  func draw(in box: SheetBox, on drawing: inout SheetDrawing) {
    let squares = Double(side + 2 * Self.quietZone)
    // In whole hundredths of a millimetre, as all lengths of a sheet are written.
    let size = (min(box.width, box.height) / squares * 100).rounded(.down) / 100
    drawing.rectangle(box, "fill=\"#fff\"")
    drawing.path(
      path, at: SheetPoint(x: box.midX - size * Double(side) / 2, y: box.midY - size * Double(side) / 2),
      scale: size, "fill=\"#000\" shape-rendering=\"crispEdges\"")
  }
}

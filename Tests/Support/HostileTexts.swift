/// Names as a stranger may write them, to be no more than names wherever they come out.
package enum HostileTexts {
  /// One scalar of each general category of Unicode, of those that join what is beside them, and of no character.
  private static let neighbours: [String] =
    [
      "", "A", "a", "\u{1C5}", "\u{2B0}", "村", "\u{301}", "\u{903}", "\u{20DD}", "7", "\u{2160}", "\u{BD}",
      "_", "-", "(",
      ")", "«", "»", "!", "+", "$", "^", "\u{A6}", " ", "\u{A0}", "\u{2028}", "\u{2029}", "\u{0}", "\u{1}",
      "\u{B}", "\u{7F}",
      "\u{85}", "\u{9B}", "\u{AD}", "\u{600}", "\u{200B}", "\u{200D}", "\u{202E}", "\u{FE0F}", "\u{FEFF}",
      "\u{E000}", "\u{378}",
      "\u{1F3FB}", "\u{1F1E8}", "\u{1100}", "\u{E0041}", "\u{10FFFD}",

    ] + [0xFDD0, 0xFFFE, 0xFFFF, 0x10FFFF].compactMap { Unicode.Scalar($0) }.map { String($0) }

  private static let cores = [
    "<", ">", "&", "\"", "'", "\r", "\n", "\r\n", "\t", "\\", ";", ",", "]]>", "</script>", "</style>",
    "<!--", "-->",
    "<script>document.title=1</script>", "<img src=x onerror=document.title=1>", "&lt;", "&#60;", "{{title}}",
    "${1}",
    "=1+1", "+1+1", "-1+1", "@SUM(1)", "\t=1+1", "\r=1+1", "'=1+1", "''=1+1", "＝1+1",
    "=HYPERLINK(\"http://127.0.0.1\")",
    "../../x", "/etc/x", "..", "a/b", "\u{1B}[2J", "[1]", "{\"a\":1}", "1101-05-12", "null", "BEGIN:VEVENT",
    "DROP TABLE x;--",
  ]

  /// Every core behind and before every neighbour.
  package static var all: [String] {
    cores.flatMap { core in neighbours.flatMap { [$0 + core + "x", core + $0, $0 + core + $0] } }
  }
}

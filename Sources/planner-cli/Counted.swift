/// So many of a thing, which is named in the singular.
func count(_ number: Int, _ thing: String) -> String {
  guard number != 1 else { return "1 \(thing)" }
  return "\(number) \(thing.hasSuffix("y") ? thing.dropLast() + "ies" : thing + "s")"
}

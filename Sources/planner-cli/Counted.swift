import Words

/// So many of a thing, which is named in the singular.
func count(_ number: Int, _ thing: String) -> Message { .counted(number, thing) }

import Foundation
import Words

extension Message {
  /// What the system says of a failure, by its number.
  package init(system failure: Int32) { self.init(term: String(cString: strerror(failure))) }
}

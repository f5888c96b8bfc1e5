import Foundation
import Synchronization
import VectorFiles

/// Ctrl-C, and the other ways to ask a program to end: what is half written is removed first.
enum Interruption {
  private enum Search: Int, AtomicRepresentable { case none, running, asked }

  private static let search = Atomic(Search.none)

  /// From here on the first Ctrl-C asks the search to end, and only the next one ends the program.
  static func beginSearch() { search.store(.running, ordering: .relaxed) }
  static func endSearch() { search.store(.none, ordering: .relaxed) }
  static var wasAsked: Bool { search.load(ordering: .relaxed) == .asked }

  /// Begins to wait for signals, in a thread of its own. Call before any other thread starts.
  static func watch() {
    // A limit on the size of files is then a write that fails, as on a full disk.
    Foundation.signal(SIGXFSZ, SIG_IGN)
    var signals = sigset_t()
    sigemptyset(&signals)
    for signal in [SIGINT, SIGTERM, SIGHUP] where !isIgnored(signal) { sigaddset(&signals, signal) }
    // Every thread inherits the mask, so that the signals come to the one that waits for them.
    pthread_sigmask(SIG_BLOCK, &signals, nil)
    Thread.detachNewThread { [signals] in
      var signals = signals
      var signal: Int32 = 0
      repeat {
        guard sigwait(&signals, &signal) == 0 else { return }
      } while signal == SIGINT
        && search.compareExchange(expected: .running, desired: .asked, ordering: .relaxed).exchanged
      Drafts.abandon {
        Console.endProgress()
        end(by: signal)
      }
    }
  }

  /// Programs started with `nohup`, or behind a script, go on.
  private static func isIgnored(_ signal: Int32) -> Bool {
    var action = sigaction()
    sigaction(signal, nil, &action)
    return unsafeBitCast(action.__sigaction_handler.sa_handler, to: Int.self)
      == unsafeBitCast(SIG_IGN, to: Int.self)
  }

  /// Ends as the signal would have ended the program: a shell that runs a script must see that, to stop it too.
  private static func end(by signal: Int32) -> Never {
    // A library may have put a handler of its own in place while it solves.
    Foundation.signal(signal, SIG_DFL)
    var only = sigset_t()
    sigemptyset(&only)
    sigaddset(&only, signal)
    pthread_sigmask(SIG_UNBLOCK, &only, nil)
    raise(signal)
    _exit(128 + signal)
  }
}

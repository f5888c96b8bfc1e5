import Foundation
import Synchronization

/// A listener on this machine that counts who calls.
package final class Ear: Sendable {
  package let port: Int
  private let socket: Int32
  private let heard = Mutex<[String]>([])

  /// The first bytes of each call.
  package var calls: [String] { heard.withLock { $0 } }

  package init() throws {
    struct Deaf: Error {}
    socket = Foundation.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let socket = socket
    let isBound = withUnsafeMutablePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(socket, $0, length) == 0 && listen(socket, 64) == 0 && getsockname(socket, $0, &length) == 0
      }
    }
    guard isBound else { throw Deaf() }
    port = Int(UInt16(bigEndian: address.sin_port))
    Thread.detachNewThread { [weak self] in
      while case let call = accept(socket, nil, nil), call >= 0 {
        var wait = timeval(tv_sec: 1, tv_usec: 0)
        setsockopt(call, SOL_SOCKET, SO_RCVTIMEO, &wait, socklen_t(MemoryLayout<timeval>.size))
        var bytes = [UInt8](repeating: 0, count: 200)
        let count = recv(call, &bytes, bytes.count, 0)
        self?.heard.withLock { $0.append(String(decoding: bytes.prefix(max(0, count)), as: UTF8.self)) }
        close(call)
      }
    }
  }

  deinit {
    shutdown(socket, Int32(SHUT_RDWR))
    close(socket)
  }

  /// Calls itself, to show that it hears.
  package func knock() {
    let caller = Foundation.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    address.sin_port = in_port_t(port).bigEndian
    _ = withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(caller, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    send(caller, "knock", 5, Int32(MSG_NOSIGNAL))
    close(caller)
    for _ in 0..<100 where calls.isEmpty { usleep(10_000) }
  }
}

import ArgumentParser
import Audit
import Foundation
import Grid
import PlanCodec
import Planner
import Samples
import Scenario
import Tracks
import VectorFiles
import Verification
import Words

/// Exit codes of `sysexits.h`, and 1 for a check that found breaches.
enum Exit {
  static let breach = ExitCode(1)
  static let badData = ExitCode(65)
  static let noInput = ExitCode(66)
  static let bug = ExitCode(70)
  static let cannotWrite = ExitCode(73)
}

/// Runs a command's work; an error becomes one sentence on standard error and the exit code for its cause.
func reportingFailures(_ work: () throws -> Void) throws {
  do {
    try work()
  } catch let code as ExitCode {
    throw code
  } catch let wrongUsage as ValidationError {
    throw wrongUsage
  } catch {
    Console.error((error as? any Worded).map { words($0.message) } ?? "\(error)")
    if isNamedByCheck(error) {
      Console.note(
        words("'planner-cli check' names all that is wrong with the land; 'planner-cli repair' mends borders")
      )
    }
    throw exitCode(for: error)
  }
}

private func isNamedByCheck(_ error: any Error) -> Bool {
  switch error {
  case let error as HierarchyError: error.isNamedByCheck
  case ScenarioError.hierarchy(let error), PlanError.hierarchy(let error): error.isNamedByCheck
  default: false
  }
}

private func exitCode(for error: any Error) -> ExitCode {
  switch error {
  case let error as ScenarioError:
    switch error {
    case .format(let inner): exitCode(for: inner)
    case .hierarchy(let inner): exitCode(for: inner)
    case .noScenario: Exit.noInput
    default: Exit.badData
    }
  case let error as HierarchyError:
    if case .format(let inner) = error { exitCode(for: inner) } else { Exit.badData }
  case let error as FormatError:
    switch error {
    case .noSuchFile: Exit.noInput
    case .unknownFormat, .onlyWGS84: ExitCode.validationFailure
    case .cannotWrite, .taken, .takenMeanwhile: Exit.cannotWrite
    default: Exit.badData
    }
  case let error as PlanFolderError:
    switch error {
    case .format(let inner): exitCode(for: inner)
    case .scenarioGone: Exit.noInput
    case .cannotWrite: Exit.cannotWrite
    default: Exit.badData
    }
  case let error as TrackError:
    if case .format(let inner) = error { exitCode(for: inner) } else { Exit.badData }
  case let error as SampleError:
    if case .folder(let inner) = error { exitCode(for: inner) } else { Exit.bug }
  case is OutputError: Exit.cannotWrite
  case is VerificationError: Exit.badData
  case is PlanError, is InputError, is AbsenceError, is RoomChangeError, is AssignmentError,
    is PlanComparisonError, is CallError, is PatrolChangeError:
    Exit.badData
  default: Exit.bug
  }
}

/// What is wrong with the files that a command was given, when no reader of the library says it.
struct InputError: Error, Worded, CustomStringConvertible {
  let message: Message

  init(_ message: Message) {
    self.message = message
  }
}

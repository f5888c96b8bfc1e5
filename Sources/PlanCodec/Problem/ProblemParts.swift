import Scenario

// The parts of a problem that tables of the same names hide inside `ProblemDocument`.
typealias ProblemCheckpoint = Checkpoint
typealias ProblemContact = Contact
typealias ProblemCrew = Crew
typealias ProblemHorizon = Horizon
typealias ProblemPolicy = Policy
typealias ProblemPost = Post
typealias ProblemRoom = Room
typealias ProblemShift = Shift

"""Runs planner-cli: its lines become progress, its one-sentence error an exception, and a cancel kills it."""
import os
import queue
import shlex
import shutil
import subprocess
import threading
from typing import IO, Sequence

from qgis.core import QgsProcessingException, QgsProcessingFeedback, QgsSettings

from .words import tr

# Its key among the settings of Processing.
SETTING = "GRIDPLANNER_CLI"
# Fine, and breaches found: a result, not an error.
RESULTS = (0, 1)
# How the planner begins what it has to say against its input, and its parser what is wrong with an option.
COMPLAINTS = ("planner-cli: ", "Error: ")


def program() -> str | None:
    """Where planner-cli lies, by the setting or on the PATH; None where it is not."""
    chosen = QgsSettings().value(f"Processing/Configuration/{SETTING}", "") or "planner-cli"
    return shutil.which(chosen)


def run(arguments: Sequence[str], stages: Sequence[str], feedback: QgsProcessingFeedback) -> int:
    """The exit code; what was printed goes to the log. `stages` are the lines on standard error in their usual order, by which the
    share of the work that is done is guessed.
    """
    planner = program()
    if planner is None:
        raise QgsProcessingException(missing())
    command = [planner, *arguments]
    feedback.pushCommandInfo(shlex.join(command))
    try:
        process = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
            encoding="utf-8", errors="replace",
            # `stages` are told apart by their English names.
            env={**os.environ, "LC_ALL": "C.UTF-8"})
    except OSError as error:
        raise QgsProcessingException(f"{planner}: {error.strerror}") from error
    printed, noted = follow(process, stages, feedback)
    code = process.wait()
    if code not in RESULTS:
        raise QgsProcessingException(complaint(noted, code))
    # Lines one by one, since the log of QGIS wraps what is of one piece.
    for line in printed:
        feedback.pushInfo(line)
    return code


def missing() -> str:
    return tr("planner-cli was not found: install it, or set its path under Settings, Options, Processing, Providers.")


def follow(process: subprocess.Popen, stages: Sequence[str], feedback: QgsProcessingFeedback) -> tuple[list, list]:
    """The lines of standard output and of standard error, once the process is done with both."""
    lines: queue.Queue = queue.Queue()
    kept: dict[bool, list[str]] = {True: [], False: []}

    def forward(stream: IO[str], is_result: bool) -> None:
        with stream:
            for line in stream:
                lines.put((is_result, line.rstrip("\n")))
        lines.put((is_result, None))

    # A reader for each, or a pipe that nobody empties stops the process.
    for stream, is_result in ((process.stdout, True), (process.stderr, False)):
        threading.Thread(target=forward, args=(stream, is_result), daemon=True).start()
    still_open = 2
    while still_open:
        if feedback.isCanceled():
            # Its drafts are removed by the next run, and what stood there before is untouched.
            process.kill()
            process.wait()
            raise QgsProcessingException(tr("Cancelled; nothing was written."))
        try:
            is_result, line = lines.get(timeout=0.1)
        except queue.Empty:
            continue
        if line is None:
            still_open -= 1
            continue
        kept[is_result].append(line)
        if not is_result and not line.startswith(COMPLAINTS):
            tell(line, stages, feedback)
    return kept[True], kept[False]


def tell(line: str, stages: Sequence[str], feedback: QgsProcessingFeedback) -> None:
    stage = next((stage for stage in stages if line == stage or line.startswith(stage + " ")), None)
    if stage is None:
        feedback.pushInfo(line)
        return
    feedback.setProgress(100 * stages.index(stage) / len(stages))
    feedback.setProgressText(tr(stage) + line[len(stage):])


def complaint(noted: Sequence[str], code: int) -> str:
    """The planner's one sentence."""
    for line in noted:
        for start in COMPLAINTS:
            if line.startswith(start):
                return line[len(start):]
    if code < 0:
        return tr("planner-cli was ended by signal {}.").format(-code)
    return "\n".join(noted) or tr("planner-cli ended with exit code {}.").format(code)

"""What all algorithms share: from parameters to a command line, from the command line to layers."""
from pathlib import Path
from typing import Any, Sequence

from qgis.core import (
    QgsProcessing, QgsProcessingAlgorithm, QgsProcessingContext, QgsProcessingFeedback,
    QgsProcessingParameterFile, QgsProcessingParameterMultipleLayers)
from qgis.PyQt.QtGui import QIcon

from ..handover import Handover, required
from ..options import Option
from ..results import Loader
from ..runner import missing, program, run
from ..words import tr

FOLDER = "FOLDER"
LAYERS = "LAYERS"
OUTPUT = "OUTPUT"


class PlannerAlgorithm(QgsProcessingAlgorithm):
    # The verb of planner-cli, its title and what it does, in English.
    verb = ""
    title = ""
    about = ""
    # The lines of progress, in their usual order.
    stages: Sequence[str] = ()

    def name(self) -> str:
        return self.verb

    def displayName(self) -> str:
        return tr(self.title)

    def shortHelpString(self) -> str:
        return tr(self.about)

    def icon(self) -> QIcon:
        return QIcon(self.svgIconPath())

    def svgIconPath(self) -> str:
        return str(Path(__file__).parent.with_name("icon.svg"))

    def createInstance(self) -> "PlannerAlgorithm":
        return type(self)()

    def canExecute(self) -> tuple[bool, str]:
        return (True, "") if program() else (False, missing())

    def initAlgorithm(self, configuration: dict[str, Any] | None = None) -> None:
        self.options = self.make_options()
        for parameter in self.inputs():
            self.addParameter(parameter)
        for option in self.options:
            self.addParameter(option.parameter)
        for parameter in self.destinations():
            self.addParameter(parameter)

    # What each verb says of itself.

    def inputs(self) -> list:
        """The parameters that come first and are no options of planner-cli."""
        raise NotImplementedError

    def make_options(self) -> list[Option]:
        raise NotImplementedError

    def destinations(self) -> list:
        """The parameters that say what is to be written."""
        raise NotImplementedError

    def words(self, parameters: dict[str, Any], context: QgsProcessingContext, handover: Handover) -> list[str]:
        """The arguments that are no options of the list, such as what is read and what is written."""
        raise NotImplementedError

    def results(self, code: int, loader: Loader, context: QgsProcessingContext) -> dict[str, Any]:
        """The outputs; what is to be seen in the project goes to the loader."""
        raise NotImplementedError

    # How it runs.

    def prepareAlgorithm(self, parameters: dict[str, Any], context: QgsProcessingContext,
                         feedback: QgsProcessingFeedback) -> bool:
        """In the thread that the project's layers live in, which may be edited meanwhile elsewhere."""
        handover = Handover()
        self.command = [self.verb, *self.words(parameters, context, handover)]
        for option in self.options:
            self.command += option.arguments(self, parameters, context, handover)
        self.command += handover.options
        return True

    def processAlgorithm(self, parameters: dict[str, Any], context: QgsProcessingContext,
                         feedback: QgsProcessingFeedback) -> dict[str, Any]:
        code = run(self.command, self.stages, feedback)
        if code:
            feedback.pushWarning(tr("Something is wrong; it is listed above."))
        return self.results(code, Loader(tr(self.title)), context)

    # What several of them read.

    def land_inputs(self) -> list:
        """A scenario, or the layers of its levels."""
        return [
            QgsProcessingParameterFile(
                FOLDER, tr("Scenario or plan folder"), QgsProcessingParameterFile.Folder, optional=True),
            QgsProcessingParameterMultipleLayers(
                LAYERS, tr("or the layers of the levels, from the top down"), QgsProcessing.TypeVectorPolygon,
                optional=True),
        ]

    def land(self, parameters: dict[str, Any], context: QgsProcessingContext, handover: Handover) -> list[str]:
        if parameters.get(FOLDER):
            return [self.parameterAsFile(parameters, FOLDER, context)]
        layers = self.parameterAsLayerList(parameters, LAYERS, context)
        return [handover.path(required(layer, tr("Layers"))) for layer in layers]

    def checkParameterValues(self, parameters: dict[str, Any], context: QgsProcessingContext) -> tuple[bool, str]:
        if self.parameterDefinition(LAYERS) is not None and bool(parameters.get(FOLDER)) == bool(parameters.get(LAYERS)):
            return False, tr("Give either a folder or layers.")
        return super().checkParameterValues(parameters, context)

    def layer(self, parameters: dict[str, Any], name: str, context: QgsProcessingContext, handover: Handover) -> str:
        label = self.parameterDefinition(name).description()
        return handover.path(required(self.parameterAsVectorLayer(parameters, name, context), label))

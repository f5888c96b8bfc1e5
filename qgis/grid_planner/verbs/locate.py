"""locate: tells for each point the units that hold it, and with a plan who answers for it."""
from qgis.core import (
    QgsProcessing, QgsProcessingParameterFile, QgsProcessingParameterVectorDestination,
    QgsProcessingParameterVectorLayer)

from ..options import system, yes
from ..words import tr
from .base import FOLDER, OUTPUT, PlannerAlgorithm

POINTS = "POINTS"


class Locate(PlannerAlgorithm):
    verb = "locate"
    title = "Locate points"
    about = (
        "Adds to every point the code of the unit of each level that holds it, and with a plan the room, the officer, the "
        "auxiliaries and the patrol area that answer for it. Points outside the county keep empty columns.")

    def inputs(self):
        return [
            QgsProcessingParameterVectorLayer(POINTS, tr("Points"), [QgsProcessing.TypeVectorPoint]),
            QgsProcessingParameterFile(FOLDER, tr("Scenario or plan folder"), QgsProcessingParameterFile.Folder),
        ]

    def make_options(self):
        return [system(), yes("REDACTED", "--redacted", "Leave out who people are")]

    def destinations(self):
        return [QgsProcessingParameterVectorDestination(OUTPUT, tr("Located points"), QgsProcessing.TypeVectorPoint)]

    def words(self, parameters, context, handover):
        # It is loaded by QGIS itself, where its user wants it.
        self.file = self.parameterAsOutputLayer(parameters, OUTPUT, context)
        points = self.layer(parameters, POINTS, context, handover)
        return [points, "--in", self.parameterAsFile(parameters, FOLDER, context), "--out", self.file]

    def results(self, code, loader, context):
        return {OUTPUT: self.file}

"""Parameters as QGIS users know them, each with the option of planner-cli that it stands for."""
from dataclasses import dataclass, field
from typing import Any, Sequence

from qgis.core import (
    QgsProcessing, QgsProcessingAlgorithm, QgsProcessingContext, QgsProcessingParameterBoolean,
    QgsProcessingParameterDefinition, QgsProcessingParameterDistance, QgsProcessingParameterEnum,
    QgsProcessingParameterField, QgsProcessingParameterFile, QgsProcessingParameterNumber,
    QgsProcessingParameterString, QgsProcessingParameterVectorLayer, QgsUnitTypes)

from .handover import Handover, required
from .words import tr


@dataclass
class Option:
    """An option of planner-cli and the parameter that gives it; without a flag the verb itself makes something of it."""
    flag: str | None
    parameter: QgsProcessingParameterDefinition
    # What the choices of an enum are to the planner.
    values: Sequence[str] = field(default_factory=list)

    def arguments(self, algorithm: QgsProcessingAlgorithm, parameters: dict[str, Any], context: QgsProcessingContext,
                  handover: Handover) -> list[str]:
        """The option as it stands on the command line; nothing where the user left the parameter empty."""
        name, kind = self.parameter.name(), self.parameter
        value = parameters.get(name)
        # The defaults here are the planner's own.
        if self.flag is None or value in (None, "") or value == kind.defaultValue():
            return []
        if isinstance(kind, QgsProcessingParameterBoolean):
            return [self.flag] if algorithm.parameterAsBool(parameters, name, context) else []
        if isinstance(kind, QgsProcessingParameterEnum):
            chosen = [self.values[index] for index in algorithm.parameterAsEnums(parameters, name, context)]
            return [word for value in chosen if value for word in (self.flag, value)]
        if isinstance(kind, QgsProcessingParameterVectorLayer):
            layer = required(algorithm.parameterAsVectorLayer(parameters, name, context), kind.description())
            return [self.flag, handover.path(layer)]
        if isinstance(kind, QgsProcessingParameterNumber):
            if kind.dataType() == QgsProcessingParameterNumber.Integer:
                return [self.flag, str(algorithm.parameterAsInt(parameters, name, context))]
            return [self.flag, f"{algorithm.parameterAsDouble(parameters, name, context):.15g}"]
        if isinstance(kind, QgsProcessingParameterField):
            return [self.flag, algorithm.parameterAsFields(parameters, name, context)[0]]
        text = algorithm.parameterAsString(parameters, name, context).strip()
        return [self.flag, text] if text else []


def advanced(option: Option) -> Option:
    option.parameter.setFlags(option.parameter.flags() | QgsProcessingParameterDefinition.FlagAdvanced)
    return option


def text(name: str, flag: str | None, label: str, default: str | None = None) -> Option:
    return Option(flag, QgsProcessingParameterString(name, tr(label), default, optional=True))


def yes(name: str, flag: str, label: str) -> Option:
    return Option(flag, QgsProcessingParameterBoolean(name, tr(label), False))


def metres(name: str, flag: str, label: str, default: float) -> Option:
    parameter = QgsProcessingParameterDistance(name, tr(label), default, minValue=0)
    parameter.setDefaultUnit(QgsUnitTypes.DistanceMeters)
    return Option(flag, parameter)


def number(name: str, flag: str, label: str, default: float | None = None, least: float = 0,
           whole: bool = True) -> Option:
    kind = QgsProcessingParameterNumber.Integer if whole else QgsProcessingParameterNumber.Double
    return Option(flag, QgsProcessingParameterNumber(name, tr(label), kind, default, default is None, least))


def choice(name: str, flag: str, label: str, choices: Sequence[tuple[str, str]]) -> Option:
    """One of `choices`, each what it is to the planner and its name; the first is the default."""
    parameter = QgsProcessingParameterEnum(name, tr(label), [tr(word) for _, word in choices], defaultValue=0)
    return Option(flag, parameter, [value for value, _ in choices])


def several(name: str, flag: str, label: str, choices: Sequence[tuple[str, str]]) -> Option:
    parameter = QgsProcessingParameterEnum(
        name, tr(label), [tr(word) for _, word in choices], allowMultiple=True, optional=True)
    return Option(flag, parameter, [value for value, _ in choices])


def column(name: str, flag: str, label: str, layer: str, default: str | None = None) -> Option:
    return Option(flag, QgsProcessingParameterField(
        name, tr(label), default, layer, QgsProcessingParameterField.Any, optional=True))


def layer(name: str, flag: str, label: str, kind: QgsProcessing.SourceType) -> Option:
    return Option(flag, QgsProcessingParameterVectorLayer(name, tr(label), [kind], optional=True))


def file(name: str, flag: str | None, label: str, kinds: str) -> Option:
    return Option(flag, QgsProcessingParameterFile(name, tr(label), optional=True, fileFilter=kinds))


def folder(name: str, flag: str, label: str) -> Option:
    return Option(flag, QgsProcessingParameterFile(
        name, tr(label), QgsProcessingParameterFile.Folder, optional=True))


def system() -> Option:
    """What QGIS cannot know of a layer of Chinese map services: it takes their shifted degrees for WGS 84."""
    return advanced(choice("SYSTEM", "--crs", "Coordinates of the layers are", [
        ("", "as the layers say"), ("gcj02", "GCJ-02 (Amap, Tencent)"), ("bd09", "BD-09 (Baidu)")]))

"""The plugin: nothing but its provider."""
from qgis.core import QgsApplication

from .provider import GridPlannerProvider


class GridPlannerPlugin:
    def __init__(self) -> None:
        self.provider: GridPlannerProvider | None = None

    def initProcessing(self) -> None:
        """What qgis_process calls, too, which has no window."""
        self.provider = GridPlannerProvider()
        QgsApplication.processingRegistry().addProvider(self.provider)

    def initGui(self) -> None:
        self.initProcessing()

    def unload(self) -> None:
        QgsApplication.processingRegistry().removeProvider(self.provider)

"""The grid and patrol planner in QGIS: a provider of the Processing toolbox that calls planner-cli."""


def classFactory(iface):
    """What QGIS calls to load the plugin; `iface` is None where QGIS has no window."""
    from .plugin import GridPlannerPlugin
    return GridPlannerPlugin()

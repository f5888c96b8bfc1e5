"""Every layer of a plan and of its exports in QGIS: PLAN=folder EXPORTS=folder /usr/bin/python3 qgis_test.py

EXPORTS holds a subfolder for each export, named after its coordinate system: "epsg4326…", "epsg4547…", "gcj02…".
"""
import os
import unittest
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
from osgeo import ogr  # noqa: E402
from qgis.core import (  # noqa: E402
    QgsApplication, QgsCoordinateReferenceSystem, QgsCoordinateTransform, QgsMapRendererParallelJob,
    QgsMapSettings, QgsProject, QgsRenderContext, QgsVectorLayer)
from qgis.PyQt.QtCore import QSize  # noqa: E402
from qgis.PyQt.QtGui import QColor  # noqa: E402

PLAN = Path(os.environ["PLAN"]).resolve()
EXPORTS = Path(os.environ["EXPORTS"]).resolve()
PICTURES = os.environ.get("PICTURES")
ogr.UseExceptions()
APPLICATION = QgsApplication([], False)
APPLICATION.initQgis()
WGS84 = QgsCoordinateReferenceSystem("EPSG:4326")


def is_map(layer):
    """Whether a layer has geometries; GeoJSON does not say so of a table."""
    first = layer.GetNextFeature()
    return layer.GetGeomType() != ogr.wkbNone and (first is None or first.GetGeometryRef() is not None)


def names(path):
    """The layers of a file that have a geometry, with the number of their features."""
    source = ogr.Open(str(path))
    layers = [source.GetLayer(index) for index in range(source.GetLayerCount())]
    return {layer.GetName(): layer.GetFeatureCount() for layer in layers if is_map(layer)}


def opened(path, name):
    return QgsVectorLayer(f"{path}|layername={name}", name, "ogr")


def box(layer):
    """What a layer covers, as WGS 84 or as what is taken for it."""
    extent = layer.extent()
    if layer.crs().isGeographic():
        return extent
    return QgsCoordinateTransform(layer.crs(), WGS84, QgsProject.instance()).transformBoundingBox(extent)


class InQGIS(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.plan = {name: opened(PLAN / "plan.gpkg", name) for name in names(PLAN / "plan.gpkg")}
        cls.county = box(cls.plan["units.county"])

    def test_every_layer_of_the_plan_is_valid_styled_and_in_place(self):
        self.assertGreaterEqual(len(self.plan), 9)
        kinds = {}
        for name, layer in self.plan.items():
            self.assertTrue(layer.isValid(), name)
            self.assertEqual(layer.crs().authid(), "EPSG:4326", name)
            _, isFound = layer.loadDefaultStyle()
            self.assertTrue(isFound, name)
            kinds[name] = layer.renderer().type()
            for symbol in layer.renderer().symbols(QgsRenderContext()):
                self.assertGreater(symbol.symbolLayerCount(), 0)
            if layer.featureCount():
                extent = box(layer)
                extent.grow(-1e-9)
                self.assertTrue(self.county.contains(extent) or name == "units.county", name)
        lowest = max((name for name in kinds if name.startswith("units.")), key=lambda n: self.plan[n].featureCount())
        self.assertEqual(kinds[lowest], "graduatedSymbol")
        self.assertEqual(kinds["rooms"], "categorizedSymbol")
        self.assertEqual(kinds["routes"], "singleSymbol")
        ranges = self.plan[lowest].renderer().ranges()
        self.assertGreaterEqual(len(ranges), 4)
        self.assertEqual(self.plan[lowest].renderer().classAttribute(), "response_s")

    def test_it_is_drawn_in_its_colours(self):
        order = ["rooms", "routes", "patrol_areas"]
        lowest = max((name for name in self.plan if name.startswith("units.")), key=lambda n: self.plan[n].featureCount())
        for name in self.plan:
            self.plan[name].loadDefaultStyle()
        settings = QgsMapSettings()
        settings.setLayers([self.plan[name] for name in order + [lowest] if name in self.plan])
        settings.setOutputSize(QSize(1200, 1000))
        settings.setBackgroundColor(QColor(255, 255, 255))
        settings.setExtent(self.county)
        job = QgsMapRendererParallelJob(settings)
        job.start()
        job.waitForFinished()
        image = job.renderedImage()
        if PICTURES:
            image.save(f"{PICTURES}/qgis.png")
        colours = {image.pixel(x, y) for x in range(0, 1200, 3) for y in range(0, 1000, 3)}
        self.assertGreater(len(colours), 100)

    def test_every_export_is_valid_complete_and_in_place(self):
        seen = set()
        for folder in sorted(EXPORTS.iterdir()):
            system = folder.name.split("-")[0]
            files = sorted(path for path in folder.rglob("*")
                           if path.suffix in {".gpkg", ".kml", ".geojson", ".fgb", ".shp"})
            self.assertTrue(files, folder)
            for path in files:
                for name, count in names(path).items():
                    layer = opened(path, name)
                    label = f"{path.relative_to(EXPORTS)} {name}"
                    self.assertTrue(layer.isValid(), label)
                    plain = name.replace(f".{system}", "")
                    if plain not in self.plan:
                        # A GeoJSON without features does not say that it is a table.
                        self.assertEqual((path.suffix, count), (".geojson", 0), label)
                        continue
                    original = self.plan[plain]
                    seen.add((folder.name, plain))
                    if "-part" not in folder.name:
                        self.assertEqual(count, original.featureCount(), label)
                    else:
                        self.assertLessEqual(count, original.featureCount(), label)
                    self.assertEqual(layer.featureCount(), count, label)
                    self.check_place(path, layer, original, system, label)
                    if path.suffix == ".gpkg":
                        self.assertTrue(layer.loadDefaultStyle()[1], label)
        self.assertGreater(len(seen), 40)

    def check_place(self, path, layer, original, system, label):
        if not layer.featureCount():
            return
        here, there = box(layer), box(original)
        corners = [(here.xMinimum(), there.xMinimum()), (here.yMinimum(), there.yMinimum()),
                   (here.xMaximum(), there.xMaximum()), (here.yMaximum(), there.yMaximum())]
        if "-part" in str(path):
            there.grow(1e-6)
            self.assertTrue(there.contains(here), label)
        elif system == "gcj02":
            # GeoJSON can only say so in words.
            said = path.read_text("utf-8")[:2000] if path.suffix == ".geojson" else layer.crs().toWkt()
            self.assertIn("GCJ-02", said, label)
            for a, b in corners:
                self.assertTrue(1e-4 < abs(a - b) < 1e-2, label)
        else:
            if layer.dataProvider().storageType() not in {"LIBKML", "KML"}:
                self.assertEqual(layer.crs().authid(), system.upper().replace("EPSG", "EPSG:"), label)
            # A box turned with its system, by less than a hundredth here, is larger by that share of its longer side.
            slack = 1e-6 if layer.crs().isGeographic() else 1e-2 * max(there.width(), there.height())
            for a, b in corners:
                self.assertLess(abs(a - b), slack, label)


if __name__ == "__main__":
    unittest.main()

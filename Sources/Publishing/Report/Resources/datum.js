// GCJ-02, the shifted datum of Amap and Tencent, and WGS 84, in degrees: the formulas of ChineseDatum.swift.
const isInChina = (lon, lat) => lon >= 72.004 && lon <= 137.8347 && lat >= 0.8293 && lat <= 55.8271;

function gcj02(lon, lat) {
  if (!isInChina(lon, lat)) return [lon, lat];
  // The ellipsoid of Krassovsky 1940.
  const axis = 6378245, eccentricity = 0.00669342162296594323, { PI, sin, cos, sqrt, abs } = Math;
  const x = lon - 105, y = lat - 35, root = sqrt(abs(x));
  const common = ((20 * sin(6 * x * PI) + 20 * sin(2 * x * PI)) * 2) / 3;
  const north = -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * root + common
    + ((20 * sin(y * PI) + 40 * sin((y / 3) * PI)) * 2) / 3 + ((160 * sin((y / 12) * PI) + 320 * sin((y * PI) / 30)) * 2) / 3;
  const east = 300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * root + common
    + ((20 * sin(x * PI) + 40 * sin((x / 3) * PI)) * 2) / 3 + ((150 * sin((x / 12) * PI) + 300 * sin((x / 30) * PI)) * 2) / 3;
  const radians = (lat / 180) * PI, magic = 1 - eccentricity * sin(radians) * sin(radians), root2 = sqrt(magic);
  const meridian = ((axis * (1 - eccentricity)) / (magic * root2)) * PI, parallel = (axis / root2) * cos(radians) * PI;
  return [lon + (east * 180) / parallel, lat + (north * 180) / meridian];
}

// The shift changes by less than 1 % of the way, so that each step gains two digits.
function wgs84(lon, lat) {
  if (!isInChina(lon, lat)) return [lon, lat];
  let [x, y] = [lon, lat];
  for (let step = 0; step < 12; step++) {
    const image = gcj02(x, y), dx = image[0] - lon, dy = image[1] - lat;
    [x, y] = [x - dx, y - dy];
    if (Math.max(Math.abs(dx), Math.abs(dy)) < 1e-11) break;
  }
  return [x, y];
}

// "115.0, 33.5", in either order where only one of them can be meant: [longitude, latitude], else null.
function coordinates(text) {
  const found = text.trim().match(/^(-?\d{1,3}(?:\.\d+)?)\s*°?\s*[NEne]?\s*[,，;；\s]\s*(-?\d{1,3}(?:\.\d+)?)\s*°?\s*[NEne]?$/);
  if (!found) return null;
  const [a, b] = [Number(found[1]), Number(found[2])];
  if (Math.abs(b) > 90 || (isInChina(b, a) && !isInChina(a, b))) return Math.abs(a) <= 90 && Math.abs(b) <= 180 ? [b, a] : null;
  return Math.abs(a) <= 180 ? [a, b] : null;
}

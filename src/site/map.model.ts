import { must } from '../base/problem.ts';

/*
 * The map of the public pages: outlines in TopoJSON become SVG paths once, when the server starts, so that no page carries a library
 * or a script for it. For drawing only; places are stored, never derived from a point.
 */

type Point = readonly [x: number, y: number];
type Ring = readonly Point[];

/** As much of TopoJSON (specification 1.0) as outlines need: quantised arcs and areas with an id. */
export interface Topology {
  readonly transform: { readonly scale: Point; readonly translate: Point };
  readonly arcs: readonly (readonly Point[])[];
  readonly objects: Readonly<Record<string, { readonly geometries: readonly Geometry[] }>>;
}
type Geometry =
  | { readonly type: 'Polygon'; readonly id: string; readonly arcs: readonly (readonly number[])[] }
  | { readonly type: 'MultiPolygon'; readonly id: string; readonly arcs: readonly (readonly (readonly number[])[])[] };

/** One area as the map draws it. */
export interface MapShape {
  readonly id: string;
  /** The `d` of an SVG path. */
  readonly path: string;
  /** Where its name stands: the middle of its largest part. */
  readonly middle: Point;
}

/** A drawn map; `width` and `height` are its viewBox. */
export interface DrawnMap {
  readonly width: number;
  readonly height: number;
  readonly shapes: readonly MapShape[];
}

const DEGREE = Math.PI / 180;
/** Corners nearer than this to the one before, in units of the viewBox, are left out: the page is read over bad lines. */
const NEAREST_CORNERS = 1.5;

/** Draws the areas of one object of a topology in Mercator's projection, as wide as asked for. `wrong_shape` when there is none. */
export function drawMap(topology: Topology, object: string, width: number): DrawnMap {
  const geometries = topology.objects[object]?.geometries ?? [];
  must(geometries.length > 0, 'wrong_shape');
  const arcs = topology.arcs.map((arc) => decodeArc(arc, topology.transform).map(project));
  const [left, right] = endsOf(arcs.flat().map(([x]) => x));
  const [top, bottom] = endsOf(arcs.flat().map(([, y]) => y));
  const scale = width / (right - left);
  // Thinned arc by arc, not area by area: neighbours keep the same border.
  const drawn = arcs.map((arc) =>
    thin(arc.map(([x, y]): Point => [(x - left) * scale, (y - top) * scale])).map(roundPoint),
  );
  return {
    width,
    height: Math.ceil((bottom - top) * scale),
    shapes: geometries.map((geometry) => {
      const rings = ringsOf(geometry, drawn);
      return { id: geometry.id, path: rings.map(pathOf).join(''), middle: middleOf(rings) };
    }),
  };
}

/** An arc without the corners that nobody would see; its ends stay. */
function thin(arc: Ring): Ring {
  const kept: Point[] = [];
  for (const [at, point] of arc.entries()) {
    const [x, y] = kept[kept.length - 1] ?? [Infinity, Infinity];
    const isEnd = at === 0 || at === arc.length - 1;
    if (isEnd || Math.hypot(point[0] - x, point[1] - y) >= NEAREST_CORNERS) kept.push(point);
  }
  return kept;
}

/** Positions of an arc: each but the first is written as the step from the one before. */
function decodeArc(arc: readonly Point[], { scale, translate }: Topology['transform']): Ring {
  let [x, y] = [0, 0];
  return arc.map(([stepX, stepY]): Point => {
    x += stepX;
    y += stepY;
    return [x * scale[0] + translate[0], y * scale[1] + translate[1]];
  });
}

/** Longitude and latitude in degrees to Mercator's plane, y downwards as on a screen. */
function project([longitude, latitude]: Point): Point {
  return [longitude * DEGREE, -Math.log(Math.tan(Math.PI / 4 + (latitude * DEGREE) / 2))];
}

function ringsOf(geometry: Geometry, arcs: readonly Ring[]): readonly Ring[] {
  const rings = geometry.type === 'Polygon' ? geometry.arcs : geometry.arcs.flat();
  return rings.map((ring) => ring.flatMap((index, at) => arcOf(arcs, index).slice(at === 0 ? 0 : 1)));
}

/** A negative index (~i) is arc i walked backwards. */
function arcOf(arcs: readonly Ring[], index: number): Ring {
  const arc = arcs[index < 0 ? ~index : index];
  must(arc, 'wrong_shape');
  return index < 0 ? [...arc].reverse() : arc;
}

/** Steps from point to point, which is half as long as the points themselves. */
function pathOf(ring: Ring): string {
  const steps = ring.map(([x, y], at) => {
    const before = ring[at - 1];
    return before ? `l${round(x - before[0])},${round(y - before[1])}` : `M${x},${y}`;
  });
  return `${steps.filter((step) => step !== 'l0,0').join('')}z`;
}

/** The centre of gravity of the largest ring. */
function middleOf(rings: readonly Ring[]): Point {
  const measured = rings.map(measure).sort((one, other) => Math.abs(other.area) - Math.abs(one.area));
  const { area, x, y } = measured[0] ?? { area: 0, x: 0, y: 0 };
  must(area !== 0, 'wrong_shape');
  return [round(x / (6 * area)), round(y / (6 * area))];
}

function measure(ring: Ring): { area: number; x: number; y: number } {
  const sum = { area: 0, x: 0, y: 0 };
  ring.forEach(([x, y], at) => {
    const [nextX, nextY] = ring[(at + 1) % ring.length] ?? [x, y];
    const cross = x * nextY - nextX * y;
    sum.area += cross / 2;
    sum.x += (x + nextX) * cross;
    sum.y += (y + nextY) * cross;
  });
  return sum;
}

function endsOf(values: readonly number[]): readonly [number, number] {
  return values.reduce<readonly [number, number]>(
    ([low, high], value) => [Math.min(low, value), Math.max(high, value)],
    [Infinity, -Infinity],
  );
}

function roundPoint([x, y]: Point): Point {
  return [round(x), round(y)];
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

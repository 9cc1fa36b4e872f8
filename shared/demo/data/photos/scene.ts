import { createRandom, type Random } from '../random.ts';

/** How many different scenes there are. */
export const sceneCount = 8;

const skies = ['#bcd6ea', '#d9dde0', '#f0dcc0', '#a9c4d8'] as const;
const walls = ['#e4d8c3', '#c9b8a3', '#d7d3cc', '#b9674a'] as const;

function rect(x: number, y: number, width: number, height: number, fill: string, radius = 0): string {
  return `<rect x="${x}" y="${y}" width="${width}" height="${height}" rx="${radius}" fill="${fill}"/>`;
}

function cable(path: string, colour = '#1d1f22', width = 5): string {
  return `<path d="${path}" fill="none" stroke="${colour}" stroke-width="${width}" stroke-linecap="round"/>`;
}

function drawFacade(random: Random): string {
  const windows = [0, 1, 2].flatMap((column) =>
    [0, 1].map((row) => {
      const [x, y] = [130 + column * 140, 110 + row * 130];
      return rect(x - 6, y - 6, 82, 102, '#f7f5f0') + rect(x, y, 70, 90, '#31475a') + rect(x + 33, y, 4, 90, '#f7f5f0');
    }),
  );
  return [
    rect(0, 0, 640, 300, random.pick(skies)),
    `<polygon points="70,80 320,-20 570,80" fill="#4b5563"/>`,
    rect(90, 80, 460, 340, random.pick(walls)),
    ...windows,
    rect(280, 335, 70, 85, '#6b3f2a', 3),
    rect(0, 420, 640, 60, '#7d8471'),
    cable('M0 60 Q 200 150 470 100 L 470 330'),
    rect(455, 320, 34, 46, '#eceff1', 4),
  ].join('');
}

function drawCabinet(random: Random): string {
  const vents = [0, 1, 2, 3, 4].map((row) => rect(330, 170 + row * 16, 90, 6, '#8a9399'));
  return [
    rect(0, 0, 640, 480, random.pick(walls)),
    rect(0, 390, 640, 90, '#8f8f8a'),
    rect(190, 100, 270, 300, '#c3cacd', 6),
    rect(196, 106, 126, 288, '#d5dbdd', 3),
    rect(328, 106, 126, 288, '#d5dbdd', 3),
    ...vents,
    rect(306, 230, 10, 46, '#3a4147', 4),
    rect(215, 130, 82, 40, '#e8821e', 4),
    '<circle cx="238" cy="150" r="11" fill="#fff"/><path d="M256 158 L280 142" stroke="#fff" stroke-width="5"/>',
  ].join('');
}

function drawFibreBox(random: Random): string {
  const colours = ['#d32f2f', '#1976d2', '#388e3c', '#fbc02d', '#7b1fa2', '#f5f5f5', '#f57c00', '#455a64'];
  const ports = colours.map((colour, port) => {
    const x = 205 + port * 30;
    return `${rect(x, 210, 20, 30, '#2c6e49', 2)}${cable(`M${x + 10} 240 C ${x + 10} 320 ${random.integer(180, 460)} 330 ${random.integer(220, 420)} 420`, colour, 4)}`;
  });
  return [
    rect(0, 0, 640, 480, random.pick(skies)),
    rect(255, 0, 120, 480, '#7a5c43'),
    rect(160, 110, 320, 270, '#2b2f33', 14),
    rect(176, 126, 288, 238, '#eceff1', 8),
    rect(190, 150, 260, 34, '#cfd8dc', 4),
    ...ports,
  ].join('');
}

function drawSocket(random: Random): string {
  return [
    rect(0, 0, 640, 480, random.pick(walls)),
    rect(0, 400, 640, 80, '#a9794f'),
    rect(0, 388, 640, 14, '#f3efe8'),
    rect(220, 170, 150, 150, '#fbfbf9', 12),
    rect(234, 184, 122, 122, '#eeeeea', 8),
    rect(262, 262, 26, 30, '#3c8d5a', 3),
    rect(302, 262, 26, 30, '#dfe3e4', 3),
    cable('M275 292 C 275 390 420 300 640 372', '#f4f4f4', 6),
    rect(470, 250, 120, 60, '#23272b', 8),
    '<circle cx="490" cy="280" r="5" fill="#53e08a"/><circle cx="508" cy="280" r="5" fill="#53e08a"/>',
  ].join('');
}

const drawings = [drawFacade, drawCabinet, drawFibreBox, drawSocket] as const;

/** A field photo as an SVG of that size: shapes only, since fonts differ between machines and the bytes must not. */
export function drawScene(scene: number, width: number, height: number): string {
  const random = createRandom('scene', scene);
  const draw = drawings[scene % drawings.length] ?? drawFacade;
  const tilt = random.integer(-3, 3);
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 640 480" preserveAspectRatio="none">
<defs><radialGradient id="light" cx="${random.integer(20, 80)}%" cy="10%" r="110%"><stop offset="0" stop-color="#fff" stop-opacity=".28"/>
<stop offset="1" stop-color="#000" stop-opacity=".42"/></radialGradient></defs>
<rect width="640" height="480" fill="#777"/><g transform="rotate(${tilt} 320 240) translate(-32 -24) scale(1.1)">${draw(random)}</g>
<rect width="640" height="480" fill="url(#light)"/></svg>`;
}

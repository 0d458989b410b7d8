import type {EdgeStyle} from './graph.js'

/** Colors by what they are for, on a light page and on a dark one. Programs without style sheets show the former. */
const colors = {
  box: ['#f6f4fb', '#1d1828'],
  boxEdge: ['#8d84a6', '#6d6485'],
  edge: ['#4b4460', '#b9b1cf'],
  ink: ['#1f1a2e', '#ece9f5'],
  node: ['#ffffff', '#2a2438'],
  nodeEdge: ['#4b4460', '#b9b1cf'],
  page: ['#ffffff', '#14111b'],
  soft: ['#565069', '#b5aec9'],
  store: ['#eef4ff', '#1c2940'],
  outside: ['#f3f3f3', '#2b2b2b'],
} as const

const classColors: Readonly<Record<string, readonly [light: string, dark: string]>> = {
  'bank-account': ['#8a4b00', '#fbbf24'],
  cardholder: ['#b3261e', '#ff9a90'],
  cji: ['#1d4ed8', '#93b8ff'],
  'government-id': ['#6d28d9', '#c4b5fd'],
  health: ['#0b6b62', '#5eead4'],
  personal: ['#a8175a', '#f9a8d4'],
}

const colorsOfClass = (dataClass: string): readonly [light: string, dark: string] =>
  classColors[dataClass] ?? colors.ink

type Role = keyof typeof colors

/** The fill of a role, by attribute and by a class that a dark page overrides. */
export const fill = (role: Role): string => `fill="${colors[role][0]}" class="f-${role}"`

/** The fill and the line of a shape. */
export const shape = (inside: Role, line: Role): string =>
  `fill="${colors[inside][0]}" stroke="${colors[line][0]}" class="f-${inside} s-${line}"`

export const line = (role: Role): string => `fill="none" stroke="${colors[role][0]}" class="s-${role}"`

export const classFill = (dataClass: string): string => `fill="${colorsOfClass(dataClass)[0]}" class="c-${dataClass}"`

export const classColor = (dataClass: string): string => colorsOfClass(dataClass)[0]

const darkRules = [
  ...Object.entries(colors).flatMap(([role, [, dark]]) => [`.f-${role}{fill:${dark}}`, `.s-${role}{stroke:${dark}}`]),
  ...Object.entries(classColors).map(([dataClass, [, dark]]) => `.c-${dataClass}{fill:${dark}}`),
].join('')

/** How lines are broken: what is inferred is dotted, and what wasn't seen is dashed. */
export const dashes: Readonly<Record<EdgeStyle, string>> = {
  configured: '',
  inferred: 'stroke-dasharray="1 4" stroke-linecap="round"',
  unseen: 'stroke-dasharray="9 5"',
}

/** The style sheet: dark where the reader prefers it, light and as large as the page on paper. */
export const svgStyle = (isWide: boolean): string =>
  [
    `@page{size:A4 ${isWide ? 'landscape' : 'portrait'};margin:10mm}`,
    '@media print{svg{width:100%;height:100%}}',
    `@media screen and (prefers-color-scheme:dark){svg{background:${colors.page[1]}}${darkRules}}`,
  ].join('')

import {mkdirSync, writeFileSync} from 'node:fs'

import {loadCatalog} from '../src/catalog/catalog.js'
import {assessSnapshot} from '../src/assess/assess-snapshot.js'
import {defaultFrameworks} from '../src/model/framework.js'
import {terminal} from '../src/report/terminal/terminal.js'
import {sample} from '../test/fixtures/sample.js'
import {collectWorld} from './sample.js'

const cell = {height: 18, width: 8.43}
const margin = {left: 16, top: 44}
const colors: Readonly<Record<string, string>> = {
  30: '#6e7681',
  31: '#ff7b72',
  32: '#7ee787',
  33: '#e3b341',
  34: '#79c0ff',
  35: '#d2a8ff',
  36: '#76e3ea',
  37: '#e6edf3',
  90: '#8b949e',
}

interface Pen {
  readonly bold: boolean
  readonly dim: boolean
  readonly color: string | undefined
}

const plain: Pen = {bold: false, color: undefined, dim: false}

function applyCode(pen: Pen, code: string): Pen {
  if (code === '' || code === '0') return plain
  if (code === '1') return {...pen, bold: true}
  if (code === '2') return {...pen, dim: true}
  if (code === '22') return {...pen, bold: false, dim: false}
  return code === '39' ? {...pen, color: undefined} : {...pen, color: colors[code] ?? pen.color}
}

const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

/** A picture of what a terminal shows, as an SVG that needs nothing else. */
export function picture(command: string, output: string, columns: number): string {
  const lines = [`$ ${command}`, '', ...output.trimEnd().split('\n')]
  const width = Math.ceil(columns * cell.width + 2 * margin.left)
  const height = margin.top + lines.length * cell.height + margin.left
  let pen = plain
  const rows = lines.map((line, row) => {
    let column = 0
    // eslint-disable-next-line no-control-regex -- the codes that color a terminal
    const spans = line.split(/(\u001B\[[\d;]*m)/).map(part => {
      // eslint-disable-next-line no-control-regex -- as above
      const code = /^\u001B\[([\d;]*)m$/.exec(part)
      if (code) {
        for (const text of (code[1] ?? '').split(';')) pen = applyCode(pen, text)
        return ''
      }

      const at = margin.left + column * cell.width
      column += part.length
      const look = `${pen.color ? ` fill="${pen.color}"` : ''}${pen.bold ? ' font-weight="bold"' : ''}${
        pen.dim ? ' ' + 'opacity="0.7"' : ''
      }`
      return part.trim() === ''
        ? ''
        : `<tspan x="${at.toFixed(1)}"${look} xml:space="preserve">${escaped(part)}</tspan>`
    })
    return `<text y="${margin.top + row * cell.height}">${spans.join('')}</text>`
  })
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" ` +
    `height="${height}" role="img" aria-label="${escaped(command)}">
<rect width="100%" height="100%" rx="8" fill="#0d1117"/>
<circle cx="20" cy="18" r="5" fill="#ff5f57"/><circle cx="38" cy="18" r="5" fill="#febc2e"/>
<circle cx="56" cy="18" r="5" fill="#28c840"/>
<g font-family="ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace"
  font-size="14" fill="#e6edf3">
${rows.join('\n')}
</g>
</svg>
`
  )
}

const columns = 80
const app = 'citation-pay'
const snapshot = await collectWorld(sample(), {kind: 'app', name: app}, defaultFrameworks)
const report = assessSnapshot(snapshot, loadCatalog(defaultFrameworks), {
  allowUnknown: false,
  failOn: 'high',
  scopeKind: 'app',
  version: '0.1.0',
})
mkdirSync(new URL('../../docs/', import.meta.url), {recursive: true})
const invocation = {args: [`--app ${app}`], command: 'compliance:check'}
const screen = terminal(report, {color: true, columns, invocation, view: 'findings'})
writeFileSync(
  new URL('../../docs/check.svg', import.meta.url),
  picture(`heroku ${invocation.command} --app ${app}`, screen, columns),
)

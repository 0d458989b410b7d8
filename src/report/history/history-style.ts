/** The colors of days and severities, on a light page and on a dark one. */
const light =
  '--soft:#57506b;--line:#cfc9dc;--tint:#f4f2f9;--failing:#b3122f;--unknown:#9a5b00;--open:#5b6bb5;--waived:#8a4fa3;' +
  '--held:#1b7f4b;--attested:#4d9a77;--none:#b9b3c6;--critical:#7d0b20;--high:#c2314b;--medium:#d98a3d;--low:#c9b458'
const dark =
  '--soft:#b5aec9;--line:#4a4360;--tint:#221d2e;--failing:#ff7d90;--unknown:#f0b45c;--open:#9aa8ff;--waived:#d6a2ec;' +
  '--held:#5fcf95;--attested:#8ad9b4;--none:#5b5370;--critical:#ff5c78;--high:#ff96a6;--medium:#f2b277;--low:#e2d48a'

const states = ['failing', 'unknown', 'open', 'waived', 'held', 'attested'] as const
const severities = ['critical', 'high', 'medium', 'low'] as const

/** What the parts of a history look like, by their selectors. */
const parts: ReadonlyArray<readonly [selectors: string, declarations: string]> = [
  ['.legend', 'list-style:none;padding:0;display:flex;flex-wrap:wrap;gap:.3rem 1rem'],
  [
    '.day',
    'display:inline-block;width:1.3rem;text-align:center;border:1px solid var(--line);' +
      'border-bottom:.3rem solid var(--none);font-family:ui-monospace,monospace',
  ],
  ...states.map(state => [`.day.${state}`, `border-bottom-color:var(--${state})`] as const),
  ['table', 'border-collapse:collapse;width:100%;margin:.8rem 0;font-size:.92em;table-layout:fixed'],
  ['caption', 'text-align:left;font-weight:600;padding:.3rem 0'],
  [
    'th,td',
    'text-align:left;vertical-align:top;padding:.3rem .6rem .3rem 0;border-bottom:1px solid var(--line);' +
      'font-weight:400',
  ],
  ['thead th', 'color:var(--soft)'],
  ['th:first-child', 'width:36%'],
  ['th:nth-child(2)', 'width:30%'],
  ['.strip', 'display:block;width:100%;height:1.6rem;background:var(--tint)'],
  ...[...states, ...severities].map(name => [`rect.${name}`, `fill:var(--${name})`] as const),
  ['rect.not-applicable,rect.not-looked-at', 'fill:var(--none)'],
  ['figure', 'margin:.8rem 0'],
  ['figure svg', 'display:block;width:100%;height:auto'],
  ['figure text', 'font-size:11px;fill:var(--soft)'],
  ['figure text.end', 'text-anchor:end'],
  ['figure line', 'stroke:var(--line)'],
  ['figcaption', 'color:var(--soft);font-size:.9em'],
  ['.gap', 'white-space:nowrap'],
]

/**
 * The style of the parts of a history below an element, so that it stays out of the rest of the page.
 *
 * @param scope the selector of the element
 */
export function historyPartsStyle(scope: string): string {
  const below = (selectors: string) =>
    selectors
      .split(',')
      .map(selector => `${scope} ${selector}`)
      .join(',')
  return [
    `${scope}{${light}}`,
    `@media (prefers-color-scheme:dark){${scope}{${dark}}}`,
    `@media print{${scope}{${light}}${below('tr,figure')}{break-inside:avoid}${below('rect,.day')}` +
      '{print-color-adjust:exact}}',
    ...parts.map(([selectors, declarations]) => `${below(selectors)}{${declarations}}`),
    `@media (max-width:40rem){${below('table,thead,tbody,tr,th,td')}{display:block;width:100%!important}` +
      `${below('thead')}{display:none}}`,
  ].join('\n')
}

/** The style of a page about a history: light and dark on a screen, A4 on paper. */
export const historyStyle = `
:root{color-scheme:light dark;--ink:#1f1a2e;--page:#fff}
@media (prefers-color-scheme:dark){:root{--ink:#ece9f5;--page:#17131f}}
*{box-sizing:border-box}
body{margin:0;background:var(--page);color:var(--ink);font:15px/1.45 system-ui,sans-serif;overflow-wrap:anywhere}
main{max-width:70rem;margin:0 auto;padding:1.5rem}
h1{font-size:1.55rem;margin:0 0 .4rem}h2{font-size:1.2rem;margin:1.6rem 0 .4rem;border-bottom:1px solid var(--line)}
p,ul{margin:.4rem 0}
.verdict{border-left:.35rem solid var(--unknown);background:var(--tint);padding:.5rem .8rem;font-weight:600}
.verdict.code-1{border-color:var(--failing)}.verdict.code-0{border-color:var(--held)}
${historyPartsStyle('main')}
@page{size:A4;margin:14mm}
@media print{:root{color-scheme:light;--ink:#000;--page:#fff}main{max-width:none;padding:0}body{font-size:9pt}}
`

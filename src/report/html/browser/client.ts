import type {Filter} from '../filter.js'
import type {Sheet} from '../page-data.js'

import {everything, isNarrow, matching} from '../filter.js'
import {firstRows, parts} from '../parts.js'
import {counted} from '../view.js'

const more = 100

const found = <T extends Element>(selector: string, kind: new () => T): T => {
  const element = document.querySelector(selector)
  if (element instanceof kind) return element
  throw new Error(`no ${selector}`)
}

const form = found('#filter', HTMLFormElement)
const shown = found('#shown', HTMLElement)
const limits = new Map<string, number>()
const most = (list: string): number => limits.get(list) ?? firstRows(list)

let read: Sheet | undefined
/** Parsed when it is first needed: a large page can be read before. */
const sheet = (): Sheet => (read ??= JSON.parse(found('#sheet', HTMLScriptElement).text) as Sheet)

function filterOf(): Filter {
  const data = new FormData(form)
  const word = (name: keyof Filter) => {
    const value = data.get(name)
    return typeof value === 'string' ? value.trim() : ''
  }

  return {
    app: word('app'),
    check: word('check'),
    framework: word('framework'),
    severity: word('severity'),
    space: word('space'),
    status: word('status'),
  }
}

/** Makes what only a script can do able to be done. */
function enliven(within: ParentNode): void {
  for (const button of within.querySelectorAll<HTMLElement>('[data-more]')) button.hidden = false
  for (const name of within.querySelectorAll<HTMLElement>('span[data-app], code[data-check]')) {
    const button = document.createElement('button')
    button.type = 'button'
    button.className = 'name'
    button.title = 'Show only this'
    button.append(...name.childNodes)
    Object.assign(button.dataset, name.dataset)
    name.replaceWith(button)
  }
}

function draw(names: readonly string[]): number {
  const filter = filterOf()
  const rows = matching(sheet(), filter)
  for (const name of names) {
    const place = found(`#part-${name}`, HTMLElement)
    const open = new Map(
      [...place.querySelectorAll<HTMLDetailsElement>('details[data-key]')].map(one => [one.dataset['key'], one.open]),
    )
    place.innerHTML = parts[name]?.({filter, most, rows, sheet: sheet()}).markup ?? ''
    for (const one of place.querySelectorAll<HTMLDetailsElement>('details[data-key]'))
      one.open = open.get(one.dataset['key']) ?? one.open
    enliven(place)
  }

  return rows.length
}

function apply(): void {
  limits.clear()
  const left = draw(Object.keys(parts))
  const filter = filterOf()
  const said = Object.entries(filter)
    .filter(([, word]) => word !== '')
    .map(([name, word]) => `${name} ${word}`)
    .join(', ')
  shown.textContent = isNarrow(filter)
    ? `Only ${said}: ${counted(left, 'observation')} of ${counted(sheet().rows.length, 'observation')}. The verdict and the counts above are of all.`
    : ''
}

function choose(name: keyof Filter, word: string): void {
  const field = form.elements.namedItem(name)
  if (field instanceof HTMLInputElement || field instanceof HTMLSelectElement) field.value = word
  apply()
  if (field instanceof HTMLElement) field.focus()
  form.scrollIntoView()
}

function showMore(button: HTMLElement): void {
  const list = button.dataset['more'] ?? ''
  const part = button.closest('[id^="part-"]')
  if (!part) return
  const at = [...part.querySelectorAll('li, tr')].length
  limits.set(list, most(list) + more)
  draw([part.id.slice('part-'.length)])
  const next =
    part.querySelector<HTMLElement>(`[data-more="${CSS.escape(list)}"]`) ??
    part.querySelectorAll<HTMLElement>('li, tr')[at] ??
    part.querySelector<HTMLElement>('li, tr')
  if (next && !next.matches('button')) next.tabIndex = -1
  next?.focus()
}

document.addEventListener('click', ({target}) => {
  const button = target instanceof Element ? target.closest('button') : null
  if (!button) return
  const {app, check, more: list} = button.dataset
  if (list !== undefined) showMore(button)
  else if (app !== undefined) choose('app', app)
  else if (check !== undefined) choose('check', check)
})
form.addEventListener('submit', event => event.preventDefault())
form.addEventListener('input', () => apply())
form.addEventListener('reset', event => {
  event.preventDefault()
  for (const name of Object.keys(everything)) {
    const field = form.elements.namedItem(name)
    if (field instanceof HTMLInputElement || field instanceof HTMLSelectElement) field.value = ''
  }

  apply()
})

const closed = new Set<HTMLDetailsElement>()
addEventListener('beforeprint', () => {
  for (const one of document.querySelectorAll<HTMLDetailsElement>('details:not([open]):not([data-key^="facts:"])')) {
    closed.add(one)
    one.open = true
  }
})
addEventListener('afterprint', () => {
  for (const one of closed) one.open = false
  closed.clear()
})

form.hidden = false
enliven(document)
new IntersectionObserver((entries, observer) => {
  if (!entries.some(({isIntersecting}) => isIntersecting)) return
  observer.disconnect()
  draw(['observations'])
}).observe(found('#part-observations', HTMLElement))
